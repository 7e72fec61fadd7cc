namespace Worker.Data.Tests.SqlText;

public sealed class TSqlTests
{
    [Fact]
    public void What_is_no_T_SQL_is_found() => Assert.Equal(
        ["sql/statements/x/y.sqlserver.sql(2,6): Incorrect syntax near 'plans'."],
        BadSql.Script("select plan_id\nform plans;").Errors.Select(error => error.ToString()));

    [Fact]
    public void A_trigger_needs_a_batch_of_its_own()
    {
        const string Trigger = "create trigger t on plans after insert as begin return; end;";

        Assert.NotEmpty(BadSql.Script($"select 1 as one;\n{Trigger}").Errors);
        Assert.Empty(BadSql.Script($"select 1 as one;\nGO\n{Trigger}").Errors);
    }

    [Fact]
    public void SQLite_s_own_words_are_no_T_SQL() =>
        Assert.NotEmpty(BadSql.Script("insert into plans (plan_ref) values (@Ref) on conflict (plan_ref) do nothing;").Errors);

    [Fact]
    public void Parameters_are_what_a_script_does_not_declare() => Assert.Equal(
        ["Reference", "Wait"],
        BadSql.Script(
            """
            -- @Comment
            declare @answer int;
            declare @ids table (id bigint not null);
            exec @answer = sp_getapplock @Resource = @Reference, @LockTimeout = @Wait;
            select @answer as [answer], '@text' as [text], @@rowcount as [rows] from @ids;
            """).Parameters(name => name).Keys);
}
