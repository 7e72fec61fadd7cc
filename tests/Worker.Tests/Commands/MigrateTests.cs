using Microsoft.Data.Sqlite;

namespace Worker.Tests.Commands;

public sealed class MigrateTests
{
    [Fact]
    public async Task Migrating_twice_applies_everything_once()
    {
        await using var place = new WorkPlace();

        WorkerRun first = await place.SucceedAsync("migrate");
        WorkerRun second = await place.SucceedAsync("migrate");

        Assert.Contains("Applied 0001_book", first.OutputLines);
        Assert.DoesNotContain("Applied", second.Output, StringComparison.Ordinal);
        Assert.Contains("up to date", Assert.Single(second.OutputLines), StringComparison.Ordinal);
        Assert.Empty((await place.SucceedAsync("migrate", "--script")).Output);
    }

    [Fact]
    public async Task The_script_creates_nothing_until_somebody_runs_it_and_then_nothing_is_pending()
    {
        await using var place = new WorkPlace();

        WorkerRun run = await place.SucceedAsync("migrate", "--script");

        Assert.Empty(place.Book.Query<string>("select name from sqlite_schema"));
        await using (var connection = new SqliteConnection($"Data Source={place.DatabaseFile}"))
        {
            await connection.OpenAsync();
            await using SqliteCommand script = connection.CreateCommand();
            script.CommandText = run.Output;
            await script.ExecuteNonQueryAsync();
        }

        Assert.Equal(0, (await place.SucceedAsync("status", "--Database:MigrateAtStart=false")).ExitCode);
        WorkerRun again = await place.SucceedAsync("migrate");
        Assert.DoesNotContain("Applied", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_leave_to_migrate_a_command_refuses_a_schema_that_is_behind()
    {
        await using var place = new WorkPlace();
        place.With("Database:MigrateAtStart", "false");

        WorkerRun run = await place.RunAsync("status");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("worker migrate", run.Error, StringComparison.Ordinal);
        Assert.Empty(place.Book.Query<string>("select name from sqlite_schema"));
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_is_an_error_in_one_line()
    {
        await using var place = new WorkPlace();
        Directory.CreateDirectory(Path.Combine(place.Folder, "folder.db"));

        WorkerRun run = await place.RunAsync("migrate", "--Database:ConnectionString=folder.db");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
