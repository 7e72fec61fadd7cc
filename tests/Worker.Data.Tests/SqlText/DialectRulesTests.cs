namespace Worker.Data.Tests.SqlText;

public sealed class DialectRulesTests
{
    [Theory]
    [InlineData("merge plans as one using part as two on two.plan_id = one.plan_id when matched then delete;", "(1,1): no merge: it is not safe under concurrency, and not every server has it")]
    [InlineData("create or alter view v as select plan_id from plans;", "(1,1): no create or alter: not every server has it")]
    [InlineData("create or alter trigger t on plans after insert as begin return; end;", "(1,1): no create or alter: not every server has it")]
    [InlineData("select plan_id from plans with (nolock);", "(1,33): no table hint but updlock: keys, fences and state predicates keep writers apart")]
    [InlineData("with one as (select plan_id, note from plans) update one set note = 'x' where plan_id = 1;", "(1,54): 'one' is a common table expression: write to the table")]
    [InlineData("update plans set asks += 1 where plan_id = 1;", "(1,18): no compound assignment: write the column twice")]
    [InlineData("declare @n int = 0; select @n = @n + asks from plans;", "(1,28): no sum over rows in '@n': use an aggregate")]
    [InlineData("declare @n int = 0; select @n += asks from plans;", "(1,28): no sum over rows in '@n': use an aggregate")]
    [InlineData("update plans set asks = 1 output inserted.plan_id where plan_id = 1;", "(1,34): a column of output has an alias in brackets")]
    [InlineData("update plans set asks = 1 output inserted.plan_id as plan_id where plan_id = 1;", "(1,34): a column of output has an alias in brackets")]
    [InlineData("create table t (id int not null, index i (id));", "(1,34): no index inside of a table: create it by itself")]
    [InlineData("create table t (id int not null index i);", "(1,33): no index inside of a table: create it by itself")]
    [InlineData("alter table plans add a int null, b int null;", "(1,1): one addition to a table at a time")]
    [InlineData("delete from part output deleted.part_id as [part_id] where part_id = 1;", "(1,18): part has triggers: its output goes into a table first")]
    [InlineData("update plans set asks = 1;", "(1,1): which rows is left open: there is no where")]
    [InlineData("delete from plans;", "(1,1): which rows is left open: there is no where")]
    [InlineData("update one set asks = 1 from plans as one left join part as two on two.plan_id = one.plan_id;", "(1,1): which rows is left open: there is no where")]
    public void What_not_every_server_does_is_found(string sql, string finding)
    {
        TSql script = BadSql.Script(sql);

        Assert.Empty(script.Errors);
        Assert.Equal([finding], BadSql.Shown(DialectRules.Check(script, BadSql.Schema)));
    }

    [Theory]
    [InlineData("delete from import_plan;")]
    [InlineData("select plan_id from plans with (updlock);")]
    [InlineData("declare @n int; select @n = max(asks) from plans; update plans set asks = asks + @n where plan_id = 1;")]
    [InlineData("update plans set asks = 1 output inserted.plan_id as [plan_id] where plan_id = 1;")]
    [InlineData("declare @gone table (id bigint not null); delete from part output deleted.part_id into @gone where part_id = 1;")]
    [InlineData("update one set asks = 1 from plans as one join part as two on two.plan_id = one.plan_id;")]
    [InlineData("alter table plans add a int null; alter table plans add b int null; create index i on plans (note);")]
    public void What_every_server_does_is_left_alone(string sql) => Assert.Empty(DialectRules.Check(BadSql.Script(sql), BadSql.Schema));
}
