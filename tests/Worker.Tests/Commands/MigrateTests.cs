using Worker.Data.Migrations;
using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

public sealed class MigrateTests
{
    [DatabaseFact]
    public async Task Migrating_twice_applies_everything_once()
    {
        await using WorkPlace place = await WorkPlace.CreateEmptyAsync();

        WorkerRun first = await place.SucceedAsync("migrate");
        WorkerRun second = await place.SucceedAsync("migrate");

        Assert.Contains("Applied 0001_book", first.OutputLines);
        Assert.DoesNotContain("Applied", second.Output, StringComparison.Ordinal);
        Assert.Contains("up to date", Assert.Single(second.OutputLines), StringComparison.Ordinal);
        Assert.Empty((await place.SucceedAsync("migrate", "--script")).Output);
    }

    [DatabaseFact]
    public async Task The_script_creates_nothing_until_somebody_runs_it_and_then_nothing_is_pending()
    {
        await using WorkPlace place = await WorkPlace.CreateEmptyAsync();

        WorkerRun run = await place.SucceedAsync("migrate", "--script");

        Assert.Empty(place.Book.Tables());
        foreach (string batch in new Migration(1, "script", run.Output, "").Batches)
        {
            place.Book.Execute(batch);
        }

        Assert.Equal(0, (await place.SucceedAsync("status", "--Database:MigrateAtStart=false")).ExitCode);
        WorkerRun again = await place.SucceedAsync("migrate");
        Assert.DoesNotContain("Applied", again.Output, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Without_leave_to_migrate_or_where_it_only_reads_a_command_refuses_a_schema_that_is_behind()
    {
        await using WorkPlace place = await WorkPlace.CreateEmptyAsync();
        await place.Database.Database.WriteAsync(_ => Task.CompletedTask, TestContext.Current.CancellationToken);

        WorkerRun run = await place.RunAsync("status");
        WorkerRun hold = await place.RunAsync("hold", "plan", "P1", "--reason", "x", "--Database:MigrateAtStart=false");

        // What comes before are warnings, of files that the first command mends among them.
        Assert.Equal((1, run.Error.Split('\n')[^1]), (hold.ExitCode, hold.Error.Split('\n')[^1]));
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("worker migrate", run.Error.Split('\n')[^1], StringComparison.Ordinal);
        Assert.Empty(place.Book.Tables());
    }

    [DatabaseFact]
    public async Task With_leave_to_migrate_a_command_that_changes_the_book_brings_the_schema_up_to_date()
    {
        await using WorkPlace place = await WorkPlace.CreateEmptyAsync();
        await place.Database.Database.WriteAsync(_ => Task.CompletedTask, TestContext.Current.CancellationToken);

        await place.SucceedAsync("switch", "debits", "off", "--reason", "x");

        Assert.Contains("up to date.", (await place.SucceedAsync("migrate")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_the_database_is_a_file_in_the_data_folder()
    {
        await using var place = new WorkPlace();

        await place.SucceedAsync("migrate");

        Assert.True(File.Exists(Path.Combine(place.Folder, "data", "worker.db")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_an_error_in_one_line()
    {
        await using var place = new WorkPlace();
        Directory.CreateDirectory(Path.Combine(place.Folder, "folder.db"));

        WorkerRun run = await place.RunAsync("migrate", "--Database:ConnectionString=folder.db");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
