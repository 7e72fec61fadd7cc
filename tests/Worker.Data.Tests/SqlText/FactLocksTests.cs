namespace Worker.Data.Tests.SqlText;

public sealed class FactLocksTests
{
    private const string LockPlan = "declare @n bigint; select @n = sum(held.principal) from installment_plan as held with (updlock) where held.plan_id = 1; ";

    [Theory]
    [InlineData("insert into ledger_entry (plan_id) values (1);")]
    [InlineData("update part set status = 'paid' from installment as part where part.plan_id = 1;")]
    [InlineData("update installment_plan set autopay = 0 where plan_id = 1;")]
    [InlineData("insert into ledger_entry (plan_id) values (1); " + LockPlan)]
    [InlineData("declare @n bigint; select @n = sum(held.principal) from installment_plan as held where held.plan_id = 1; insert into ledger_entry (plan_id) values (1);")]
    [InlineData(LockPlan + "update payment_method set status = 'revoked' where payment_method_id = 1;")]
    [InlineData(LockPlan + "insert into account_hold (plan_id) values (1);")]
    [InlineData("update debit_switch set is_off = 1 where name = 'debits';")]
    public void A_fact_that_is_written_without_its_lock_is_found(string sql) => Assert.Single(FactLocks.Check(BadSql.Script(sql)));

    [Theory]
    [InlineData(LockPlan + "insert into ledger_entry (plan_id) values (1);")]
    [InlineData(LockPlan + "update part set status = 'paid' from installment as part where part.plan_id = 1;")]
    [InlineData("update account_hold set released_at = '2026-11-21' where plan_id = 1;")]
    [InlineData("update message set state = 'sent' where message_id = 1;")]
    public void What_is_locked_or_is_no_such_fact_is_left_alone(string sql) => Assert.Empty(FactLocks.Check(BadSql.Script(sql)));
}
