using Microsoft.Data.Sqlite;
using Worker.Data.Schema;
using Worker.Data.Sqlite;
using Worker.Testing;

namespace Worker.Data.Tests.SqlText;

/// <summary>Every SQL text of the repository, and the code that runs it.</summary>
public sealed class SqlTextTests
{
    private static readonly IReadOnlyList<TSql> OfSqlServer =
        [.. SqlFile.Statements.Where(file => file.IsForSqlServer).Concat(SqlFile.SqlServerScripts).Select(TSql.Parse)];

    private static readonly Lazy<StatementCalls> Calls = new(() => new StatementCalls(SourceCode.OfStores));

    [Fact]
    public void There_is_something_to_check()
    {
        Assert.NotEmpty(SqlFile.SqlServerSchema);
        Assert.NotEmpty(SqlFile.Statements);
        Assert.NotEmpty(SchemaTables.OfSqlServer.Own);
        Assert.NotEmpty(Calls.Value.All);
    }

    [Fact]
    public void Every_text_of_a_file_belongs_to_a_statement_that_is_named() => Assert.All(SqlFile.StatementFiles, file =>
    {
        string[] parts = file.Text.Split("-- name");
        if (parts.Length > 1)
        {
            Assert.Equal("", SqlComments.Blank(parts[0]).Trim());
            Assert.Equal(parts.Length - 1, SqlFile.StatementsOf(file).Count());
        }
    });

    [Fact]
    public void Every_text_for_SQL_Server_is_T_SQL() => Finding.AssertNone(OfSqlServer.SelectMany(script => script.Errors));

    [Fact]
    public void Every_table_and_column_that_is_named_exists_in_SQL_Server() =>
        Finding.AssertNone(OfSqlServer.SelectMany(script => StatementScopes.Of(script, SchemaTables.OfSqlServer).Findings));

    [Fact]
    public void Every_text_for_SQL_Server_keeps_to_what_its_relatives_share() =>
        Finding.AssertNone(OfSqlServer.SelectMany(script => DialectRules.Check(script, SchemaTables.OfSqlServer)));

    [Fact]
    public void Whoever_writes_what_debits_are_decided_on_locks_it_first() => Finding.AssertNone(
        OfSqlServer.Where(script => script.File.Path.StartsWith("sql/statements/", StringComparison.Ordinal)).SelectMany(FactLocks.Check));

    [Fact]
    public void Whoever_opens_debits_locks_plans_customers_and_switches_and_looks_at_them_after_that()
    {
        TSql locks = OfSqlServer.Single(script => script.File.Path == "sql/statements/sql-server-database/lock-facts.sqlserver.sql");
        Assert.Equal(["customer", "installment-worker:switches", "installment_plan"], FactLocks.Of(locks).Order(StringComparer.Ordinal));
        foreach (string store in new[] { "src/Worker.Data/Debits/AutoDebitStore.cs", "src/Worker.Data/Debits/ReconciliationStore.cs" })
        {
            string code = File.ReadAllText(RepositoryFile.Path(store));
            Assert.InRange(code.IndexOf(".LockFactsAsync(database", StringComparison.Ordinal), 0, code.IndexOf(".FindUnmovedAsync(database", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_import_applies_a_range_of_what_is_staged_with_every_statement()
    {
        TSql[] scripts = [.. OfSqlServer.Where(script => script.File.Name.StartsWith("import-transaction/apply-", StringComparison.Ordinal))];
        Assert.Equal(5, scripts.Length);
        Finding.AssertNone(scripts.SelectMany(StagedRanges.Check));
    }

    [Fact]
    public void Every_text_out_of_JSON_is_compared_under_a_collation_that_is_named() => Finding.AssertNone(OfSqlServer.SelectMany(JsonCollations.Check));

    [Fact]
    public Task Every_statement_for_SQLite_is_understood() => WithSqliteAsync(connection => Finding.AssertNone(
        SqlFile.OfSqlite.SelectMany(file => SqliteStatement.Prepare(file, connection).Errors)));

    [Fact]
    public Task Both_databases_answer_with_the_same_columns() => WithSqliteAsync(connection => Finding.AssertNone(
        from script in OfSqlServer
        from file in SqlFile.OfSqlite
        where script.File.Path.StartsWith("sql/statements/", StringComparison.Ordinal) && file.Name == script.File.Name
        from finding in ResultColumns.Compare(
            script.File, StatementScopes.Of(script, SchemaTables.OfSqlServer).Results, file, SqliteStatement.Prepare(file, connection).Results)
        select finding));

    [Fact]
    public void Both_databases_read_the_same_from_JSON() => Finding.AssertNone(
        from script in OfSqlServer
        from file in SqlFile.OfSqlite
        where script.File.Path.StartsWith("sql/statements/", StringComparison.Ordinal) && file.Name == script.File.Name
        from finding in JsonPaths.Compare(file, script)
        select finding);

    [Fact]
    public void The_code_that_runs_statements_is_understood() => Finding.AssertNone(SourceCode.OfStores.Errors);

    [Fact]
    public void Every_text_is_passed_as_what_the_columns_are_that_it_meets()
    {
        Dictionary<string, TSql> statements = OfSqlServer
            .Where(script => script.File.Path.StartsWith("sql/statements/", StringComparison.Ordinal))
            .ToDictionary(script => script.File.Name, StringComparer.Ordinal);
        Finding.AssertNone(Calls.Value.All.SelectMany(call => TextParameters.Check(call, statements, SchemaTables.OfSqlServer, SourceCode.OfStores)));
    }

    [Fact]
    public void Every_statement_ends_with_its_caller_or_when_its_time_is_over() => Finding.AssertNone(CancellationRules.Check(SourceCode.OfStores));

    [Fact]
    public void Every_statement_is_run_and_every_statement_that_is_named_is_there_for_both_databases() =>
        Finding.AssertNone(StatementNames.Check(Calls.Value, SqlFile.Statements));

    [Fact]
    public Task Every_parameter_that_a_statement_names_is_passed_and_the_other_way_round() => WithSqliteAsync(connection => Finding.AssertNone(
        ParameterUse.Check(Calls.Value, SqlFile.Statements, file => StatementParameters.Of(file, connection))));

    private static async Task WithSqliteAsync(Action<SqliteConnection> check)
    {
        using var folder = new TemporaryFolder();
        using var database = new SqliteDatabase(folder.File("worker.db"));
        await new Migrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        await using DatabaseSession session = await database.OpenAsync(CancellationToken.None);

        // What a statement's lines are kept in while they are compared is no part of the schema.
        await session.ExecuteAsync(database.Statements["statement-scratch/open"]);
        check((SqliteConnection)session.Connection);
    }
}
