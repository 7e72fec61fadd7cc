using System.Data.Common;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Schema;

/// <summary>What the database itself refuses, whoever asks.</summary>
public sealed class AppendOnlyTests
{
    [DatabaseTheory]
    [InlineData("update ledger_entry set amount = 1", "a ledger entry is never changed")]
    [InlineData("update ledger_entry set reason = 'typo'", "a ledger entry is never changed")]
    [InlineData("delete from ledger_entry", "a ledger entry is never deleted")]
    [InlineData("update audit_entry set actor = 'nobody'", "the audit log is never changed")]
    [InlineData("delete from audit_entry", "the audit log is never deleted")]
    public async Task Nothing_that_was_entered_is_changed_or_deleted(string sql, string refusal)
    {
        await using DataTest test = await WithRowsAsync();

        DbException refused = await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync(sql));

        Assert.Contains(refusal, refused.Message, StringComparison.Ordinal);
        Assert.Equal([(100L, "ops")], await test.QueryAsync<(long, string)>("select entry.amount, audit.actor from ledger_entry as entry, audit_entry as audit"));
    }

    [DatabaseTheory]
    [InlineData("insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at) values (1, 'B', '2026-11-21', '2026-11-21')")]
    [InlineData("insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at) values (2, 'A', '2026-11-21', '2026-11-21')")]
    [InlineData("insert into active_run (job, run_id) values ('auto-debit', 2)")]
    [InlineData("insert into active_run (job, run_id) values ('remind', 3)")]
    [InlineData("insert into installment (plan_id, number, due_on, rolled_due_on, principal, interest, status) values (9, 1, '2026-11-21', '2026-11-21', 1, 0, 'due')")]
    [InlineData("insert into account_hold (reason, actor, placed_at) values ('r', 'a', '2026-11-21')")]
    [InlineData("insert into account_hold (customer_id, plan_id, reason, actor, placed_at) values (1, 1, 'r', 'a', '2026-11-21')")]
    public async Task The_keys_that_guard_money_hold(string sql)
    {
        await using DataTest test = await WithRowsAsync();
        await AddGuardsAsync(test);

        DbException refused = await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync(sql));

        Assert.Contains("constraint", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Sqlite_replaces_no_ledger_entry_by_another()
    {
        await using DataTest test = await WithRowsAsync();

        DbException refused = await Assert.ThrowsAnyAsync<DbException>(
            () => test.ExecuteAsync("insert or replace into ledger_entry select * from ledger_entry"));

        Assert.Contains("a ledger entry is never deleted", refused.Message, StringComparison.Ordinal);
    }

    private static async Task AddGuardsAsync(DataTest test)
    {
        await test.ExecuteAsync("insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at) values (1, 'A', '2026-11-21', '2026-11-21')");
        await test.ExecuteAsync(
            """
            insert into job_run (job, business_date, occasion, try_no, trigger_kind, actor, state, started_at, ledger_mark)
            values ('auto-debit', '2026-11-21', '1', 1, 'manual', 'a', 'active', '2026-11-21', 0), ('auto-debit', '2026-11-21', '2', 1, 'manual', 'a', 'active', '2026-11-21', 0)
            """);
        await test.ExecuteAsync("insert into active_run (job, run_id) values ('auto-debit', 1)");
    }

    private static async Task<DataTest> WithRowsAsync()
    {
        DataTest test = await DataTest.StartAsync();
        await test.ExecuteAsync("insert into customer (customer_ref, name, email, language, time_zone) values ('C', 'n', 'e', 'en', 'UTC')");
        await test.ExecuteAsync(
            "insert into installment_plan (plan_ref, customer_id, product, currency, principal, signed_on, autopay) values ('P', 1, 'p', 'CNY', 1, '2026-01-01', 1)");
        await test.ExecuteAsync(
            """
            insert into installment (plan_id, number, due_on, rolled_due_on, principal, interest, status)
            values (1, 1, '2026-11-21', '2026-11-21', 100, 0, 'due'), (1, 2, '2026-12-21', '2026-12-21', 100, 0, 'due')
            """);
        await test.ExecuteAsync(
            """
            insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
            values ('k', 1, 1, 'payment', 100, 'CNY', '2026-11-21', '2026-11-21', 'a')
            """);
        await test.ExecuteAsync("insert into audit_entry (recorded_at, actor, action, subject) values ('2026-11-21', 'ops', 'hold', 'plan 1')");
        return test;
    }
}
