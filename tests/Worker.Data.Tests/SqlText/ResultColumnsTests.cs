using Microsoft.Data.Sqlite;

namespace Worker.Data.Tests.SqlText;

public sealed class ResultColumnsTests
{
    [Theory]
    [InlineData("select plan_id as [id] from plans;", "select plan_id from plans;", "(1,1): answers (id), sql/statements/x/y.sqlite.sql answers (plan_id)")]
    [InlineData("select note, plan_id from plans;", "select plan_id, note from plans;", "(1,1): answers (note, plan_id), sql/statements/x/y.sqlite.sql answers (plan_id, note)")]
    [InlineData("select count(*) from plans;", "select count(*) as n from plans;", "(1,1): answers (?), sql/statements/x/y.sqlite.sql answers (n)")]
    [InlineData("update plans set note = 'x' output inserted.plan_id as [id] where plan_id = 1;", "update plans set note = 'x' where plan_id = 1 returning plan_id;", "(1,1): answers (id), sql/statements/x/y.sqlite.sql answers (plan_id)")]
    [InlineData("update plans set note = 'x' where plan_id = 1;", "update plans set note = 'x' where plan_id = 1 returning plan_id;", "(1,1): 0 result(s), 1 in sql/statements/x/y.sqlite.sql")]
    public void Another_answer_is_found(string sqlServer, string sqlite, string finding) => Assert.Equal([finding], BadSql.Shown(Compare(sqlServer, sqlite)));

    [Theory]
    [InlineData("select count(*), max(plan_id) as newest from plans;", "select count(*), max(plan_id) as newest from plans;")]
    [InlineData("select * from (select plan_id, note from plans) as found;", "select plan_id, note from plans;")]
    [InlineData("declare @ids table (id bigint not null); delete from plans output deleted.plan_id into @ids where plan_id = 1; select id as [plan_id] from @ids;", "delete from plans where plan_id = 1 returning plan_id;")]
    [InlineData("declare @one int; select @one = max(plan_id) from plans;", "delete from plans where plan_id = 1;")]
    public void The_same_answer_is_left_alone(string sqlServer, string sqlite) => Assert.Empty(Compare(sqlServer, sqlite));

    [Fact]
    public void What_SQLite_does_not_understand_is_found()
    {
        using SqliteConnection connection = Open();
        SqlFile file = Half("-- A column that is not there.\nselect plan_id from plans;\nselect plan_id, foo from plans;");

        Assert.Equal(
            ["sql/statements/x/y.sqlite.sql(3,17): no such column: foo"],
            SqliteStatement.Prepare(file, connection).Errors.Select(error => error.ToString()));
    }

    private static List<Finding> Compare(string sqlServer, string sqlite)
    {
        using SqliteConnection connection = Open();
        SqliteStatement here = SqliteStatement.Prepare(Half(sqlite), connection);
        Assert.Empty(here.Errors);
        return [.. ResultColumns.Compare(BadSql.File(sqlServer), StatementScopes.Of(BadSql.Script(sqlServer), BadSql.Schema).Results, here.File, here.Results)];
    }

    private static SqlFile Half(string sql) => new("sql/statements/x/y.sqlite.sql", sql);

    private static SqliteConnection Open()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "create table plans (plan_id integer primary key, note text);";
        command.ExecuteNonQuery();
        return connection;
    }
}
