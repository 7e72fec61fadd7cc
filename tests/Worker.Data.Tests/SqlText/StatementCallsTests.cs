namespace Worker.Data.Tests.SqlText;

/// <summary>What is found in code that runs statements: which, and with what.</summary>
public sealed class StatementCallsTests
{
    [Theory]
    [InlineData("""connection.ExecuteAsync(statements["x/one"]);""", "x/one")]
    [InlineData("""connection.ExecuteAsync(statements["x/one"], new { Id = 1, query.DueOn });""", "x/one Id DueOn")]
    [InlineData("""var values = new { Id = 1 }; string sql = statements["x/one"]; connection.ExecuteAsync(sql, values);""", "x/one Id")]
    [InlineData("""connection.ExecuteAsync(statements[on ? "x/one" : "x/two"], new { Id = 1 });""", "x/one Id", "x/two Id")]
    [InlineData("""string name = on ? "x/one" : "x/two"; connection.ExecuteAsync(statements[name]);""", "x/one", "x/two")]
    [InlineData("""foreach (string name in new[] { "one", "two" }) { connection.ExecuteAsync(statements[$"x/{name}"]); }""", "x/one", "x/two")]
    [InlineData("""Run("x/one", new { Id = 1 }); Run("x/two", null);""", "x/one Id", "x/two")]
    [InlineData("""RunNamed("one", 1); RunNamed("two", 2);""", "x/one Number", "x/two Number")]
    [InlineData("""RunSql(statements["x/one"]); RunSql(statements["x/two"]);""", "x/one Ids", "x/two Ids")]
    [InlineData("""connection.WithTimeout(TimeSpan.FromHours(1)).ExecuteAsync(statements["x/one"], new { Id = 1 });""", "x/one Id")]
    [InlineData("""connection.ReadRowsAsync(statements["x/one"], new { Id = 1 }, reader => reader.GetInt64(0));""", "x/one Id")]
    [InlineData("""connection.ExecuteAsync(statements["x/one"], query);""", "x/one DueOn")]
    [InlineData("""
        using var command = connection.Connection.CreateCommand(); command.CommandText = statements["x/one"];
        command.Parameters.Add("@Id"); command.ExecuteNonQuery();
        """, "x/one Id")]
    [InlineData("connection.ExecuteAsync(System.Console.ReadLine()!);", "?")]
    [InlineData("connection.ExecuteAsync(statements[System.Console.ReadLine()!]);", "?")]
    [InlineData("""connection.ExecuteAsync(statements["x/one"], (object)new DynamicParameters());""", "x/one ?")]
    public void A_call_is_followed_to_the_statement_and_its_parameters(string body, params string[] calls) => Assert.Equal(
        calls,
        new StatementCalls(Code(body)).All.Select(Shown));

    [Theory]
    [InlineData("""connection.ExecuteAsync(statements["x/one"], new { Id = 1 });""", "sql/statements/x/one.sqlserver.sql(1,26): '@Now' is not passed by whoever runs it")]
    [InlineData("""connection.ExecuteAsync(statements["x/one"], new { Now = 1, id = 1 });""", "sql/statements/x/one.sqlserver.sql(1,40): '@Id' is not passed by whoever runs it", "sql/statements/x/one.sqlite.sql(1,39): '@Id' is not passed by whoever runs it", "src/Worker.Data/X.cs(10,69): 'x/one': 'id' is passed and named by no statement", "sql/statements/x/one.sqlite.sql(1,1): '@Now' is named in the other half and not here")]
    [InlineData("""connection.ExecuteAsync(statements["x/one"], new { Id = 1, Now = 1, Reason = 1 });""", "src/Worker.Data/X.cs(10,69): 'x/one': 'Reason' is passed and named by no statement", "sql/statements/x/one.sqlite.sql(1,1): '@Now' is named in the other half and not here")]
    [InlineData("connection.ExecuteAsync(System.Console.ReadLine()!);", "src/Worker.Data/X.cs(10,24): which statement is run here can't be told")]
    [InlineData("""connection.ExecuteAsync(statements["x/one"], (object)new DynamicParameters());""", "src/Worker.Data/X.cs(10,24): what parameters 'x/one' is passed here can't be told")]
    public void A_parameter_that_one_side_alone_knows_is_found(string body, params string[] findings) =>
        Assert.Equal(findings.Order(StringComparer.Ordinal), Parameters(body).Order(StringComparer.Ordinal));

    [Fact]
    public void An_object_may_go_to_several_statements() => Assert.Empty(
        Parameters("""var values = new { Id = 1, Reason = 2 }; connection.ExecuteAsync(statements["x/two"], values); connection.ExecuteAsync(statements["x/three"], values);"""));

    [Theory]
    [InlineData("""Run("x/one", null); Run("x/two", null); Run("x/three", null);""")]
    [InlineData("""Run("x/one", null); Run("x/two", null); Run("x/three", null); Run("x/four", null);""", "src/Worker.Data/X.cs(10,90): there is no statement 'x/four'")]
    [InlineData("""Run("x/one", null); Run("x/three", null);""", "sql/statements/x/two.sql(1,1): nobody runs 'x/two'")]
    [InlineData("""Run("x/one", null); Run("x/two", null); Run("x/three", null); System.Console.WriteLine(statements[System.Console.ReadLine()!]);""", "src/Worker.Data/X.cs(10,122): which statement is named here can't be told")]
    public void A_statement_that_one_side_alone_knows_is_found(string body, params string[] findings) =>
        Assert.Equal(findings, StatementNames.Check(new StatementCalls(Code(body)), Files).Select(finding => finding.ToString()));

    [Theory]
    [InlineData("sql/statements/x/one.sqlite.sql")]
    [InlineData("sql/statements/x/many.sqlserver.sql")]
    public void A_statement_that_is_there_twice_is_found(string second) => Assert.Equal(
        "sql/statements/x/one.sql(1,1): 'x/one' is there twice for one database",
        Assert.Single(StatementNames.Check(
            new StatementCalls(Code("""Run("x/one", null);""")),
            [new SqlFile("sql/statements/x/one.sql", "select 1 as one;"), .. SqlFile.StatementsOf(new SqlFile(second, "-- name: one\nselect 1 as one;"))])).ToString());

    [Fact]
    public void A_statement_that_several_classes_run_says_so() => Assert.Equal(
        ["sql/statements/x/two.sql(3,1): 'x/two' does not begin by saying that it is used by X, Y"],
        StatementNames.Check(
            new StatementCalls(Code("""Run("x/one", null); Run("x/two", null);""", "src/Worker.Data/X.cs", "src/Worker.Data/Y.cs")),
            [
                new SqlFile("sql/statements/x/one.sql", "-- Used by X and Y.\nselect 1 as one;"),
                .. SqlFile.StatementsOf(new SqlFile("sql/statements/x/two.sql", "\n-- name: two\n-- Used by X.\nselect 1 as one;")),
            ]).Select(finding => finding.ToString()));

    [Fact]
    public void Statements_of_one_file_are_where_they_are_in_it() => Assert.Equal(
        ["x/one 3", "x/two 5"],
        SqlFile.StatementsOf(new SqlFile("sql/statements/x/many.sql", "-- Two.\n-- name: one\nselect 1 as a;\n-- name: two\nselect 2 as b;\n"))
            .Select(statement => $"{statement.Name} {TSql.Parse(statement).Tree.Batches[0].StartLine}"));

    [Theory]
    [InlineData("src/Worker.Data/Sqlite/X.cs", "sql/statements/x/one.sqlite.sql")]
    [InlineData("src/Worker.Data/X.cs", "sql/statements/x/one.sqlite.sql", "sql/statements/x/one.sqlite.sql(1,1): 'x/one' is missing for SQL Server, and is run outside of src/Worker.Data/Sqlite/")]
    [InlineData("src/Worker.Data/Sqlite/X.cs", "sql/statements/x/one.sqlserver.sql", "sql/statements/x/one.sqlserver.sql(1,1): 'x/one' is missing for SQLite, and is run outside of src/Worker.Data/SqlServer/")]
    public void A_statement_of_one_database_alone_is_run_by_that_database_s_code(string code, string file, params string[] findings) => Assert.Equal(
        findings,
        StatementNames.Check(new StatementCalls(Code("""Run("x/one", null);""", code)), [new SqlFile(file, "select 1 as one;")]).Select(finding => finding.ToString()));

    private static readonly SqlFile[] Files =
    [
        new("sql/statements/x/one.sqlserver.sql", "delete from t where at = @Now and id = @Id;"),
        new("sql/statements/x/one.sqlite.sql", "delete from t where at = 1 and id  =  @Id;"),
        new("sql/statements/x/two.sql", "delete from t where id = @Id;"),
        new("sql/statements/x/three.sql", "delete from t where id = @Id and at = @Reason;"),
    ];

    private static string Shown(StatementCall call) =>
        string.Join(' ', [call.Statement ?? "?", .. call.Parameters ?? new HashSet<string> { "?" }]);

    private static IEnumerable<string> Parameters(string body)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = "create table t (id integer, at integer);";
        command.ExecuteNonQuery();
        return [.. ParameterUse.Check(new StatementCalls(Code(body)), Files, file => StatementParameters.Of(file, connection)).Select(finding => finding.ToString())];
    }

    private static SourceCode Code(string body, params string[] paths)
    {
        var code = SourceCode.Of([.. paths.DefaultIfEmpty("src/Worker.Data/X.cs").Select(path => (
            path,
            $$"""
            using System;
            using System.Data.Common;
            using Dapper;

            namespace Worker.Data.{{Path.GetFileNameWithoutExtension(path)}};

            public sealed record Query(DateOnly DueOn);

            public sealed class Store(Statements statements, DatabaseSession connection, Query query, bool on) {
                public void Do() { {{body}} }

                private void Run(string statement, object? parameters) => connection.ExecuteAsync(statements[statement], parameters);

                private void RunNamed(string name, int number) { Action run = () => Run($"x/{name}", new { Number = number }); run(); }

                private void RunSql(string sql) => Array.ForEach(new[] { 1, 2 }, id => connection.ExecuteAsync(sql, new { Ids = id }));

                public override string ToString() => $"{statements} {connection} {query} {on}";
            }
            """))]);
        Assert.Empty(code.Errors);
        return code;
    }
}
