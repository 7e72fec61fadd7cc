using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Worker.Data.Schema;
using Worker.Data.Sqlite;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Simulation.Surroundings;

/// <summary>The database is gone, locked, on a full disk or read-only, and then is not any more.</summary>
[Collection(UnattendedWorker.OneAtATime)]
public sealed class DatabaseTests
{
    public static bool IsWindows => OperatingSystem.IsWindows();

    [Fact(SkipWhen = nameof(IsWindows), SkipType = typeof(DatabaseTests), Skip = "Windows does not let go of a file that is open.")]
    public async Task A_database_that_is_gone_for_a_minute_is_said_and_then_everything_goes_on()
    {
        await using UnattendedWorker worker = await UnattendedWorker.ComposeAsync();
        Debts(worker.Book, 3);
        await worker.StartAsync();
        Assert.Equal(HealthStatus.Healthy, await worker.ReadyAsync());
        string away = $"{worker.DatabaseFile}.away";
        File.Move(worker.DatabaseFile, away);

        worker.Worker.At(D, 9, 0);
        await worker.UntilTriedAgainAsync(JobList.AutoDebit);
        Assert.Equal(HealthStatus.Unhealthy, await worker.ReadyAsync());
        Assert.Contains(worker.Log.Lines, line =>
            line.StartsWith("Warning: Failed to process the job ", StringComparison.Ordinal)
            && line.Contains("Retry attempt 1 of ", StringComparison.Ordinal)
            && line.EndsWith($"(The database file {worker.DatabaseFile} was there and is gone.)", StringComparison.Ordinal));
        Assert.False(File.Exists(worker.DatabaseFile));

        File.Move(away, worker.DatabaseFile);
        await worker.AtAsync(9, 1, () => worker.HasRun(JobList.AutoDebit, "09:00", "completed"), "the debits are made");
        Assert.Equal(HealthStatus.Healthy, await worker.ReadyAsync());
        await worker.AssertDebitedAsync(3);
    }

    [Fact]
    public async Task A_database_that_another_process_has_locked_is_waited_for_and_then_tried_again()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        await using UnattendedWorker worker = await UnattendedWorker.ComposeAsync(
            database, ("Database:ConnectionString", $"Data Source={database.ConnectionString};Default Timeout=1"));
        Debts(worker.Book, 3);
        await worker.StartAsync();
        await using (var other = new SqliteConnection($"Data Source={database.ConnectionString};Pooling=false"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using SqliteTransaction locked = other.BeginTransaction();

            worker.Worker.At(D, 9, 0);
            await worker.UntilTriedAgainAsync(JobList.AutoDebit);
            Assert.True(worker.Log.Contains("database is locked"));

            // It can be read, and says which job is behind; that it takes no write is told.
            Assert.Equal(HealthStatus.Unhealthy, await worker.ReadyAsync());
            Assert.Equal(1, (await worker.StatusAsync()).Jobs.Single(job => job.Job == JobList.AutoDebit).LagDays);
        }

        await worker.AtAsync(9, 1, () => worker.HasRun(JobList.AutoDebit, "09:00", "completed"), "the debits are made");
        Assert.Equal(0, (await worker.StatusAsync()).Jobs.Single(job => job.Job == JobList.AutoDebit).LagDays);
        Assert.Equal(HealthStatus.Healthy, await worker.ReadyAsync());
        await worker.AssertDebitedAsync(3);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_nothing_is_sent_that_could_not_be_written_first()
    {
        using SmallDisk disk = await SmallDisk.MountAsync();
        await using UnattendedWorker worker = await UnattendedWorker.ComposeAsync(await MigratedAsync(disk));
        Debts(worker.Book, 50);
        await worker.StartAsync();
        disk.Fill();

        worker.Worker.At(D, 9, 0);
        await worker.UntilTriedAgainAsync(JobList.AutoDebit);
        Assert.True(worker.Log.Contains("database or disk is full"), string.Join('\n', worker.Log.Lines));
        Assert.Equal(HealthStatus.Unhealthy, await worker.ReadyAsync());

        disk.Clear();
        await worker.AtAsync(9, 1, () => worker.HasRun(JobList.AutoDebit, "09:00", "completed"), "the debits are made");
        await worker.AtAsync(9, 15, () => worker.HasRun(JobList.Reconcile, "09:15", "completed"), "what was in doubt is asked for");
        await worker.AssertDebitedAsync(50);
    }

    [Fact]
    public async Task A_database_on_a_disk_that_is_read_only_is_said_and_used_once_it_can_be_written()
    {
        using SmallDisk disk = await SmallDisk.MountAsync();
        using (var written = new SqliteDatabase(disk.File("worker.db")))
        {
            await new Migrator(written, TimeProvider.System).MigrateAsync(TestContext.Current.CancellationToken);
            Debts(new TestBook(written), 3);
        }

        await using UnattendedWorker worker = await UnattendedWorker.ComposeAsync(TestDatabase.Adopt(disk.File("worker.db")));
        await disk.SetReadOnlyAsync(true);
        await worker.StartAsync(9, 0);
        await worker.UntilCatchUpIsTriedAgainAsync();
        Assert.True(worker.Log.Contains("readonly database") || worker.Log.Contains("unable to open database file"), string.Join('\n', worker.Log.Lines));

        await disk.SetReadOnlyAsync(false);
        await worker.AtAsync(9, 1, () => worker.HasRun(JobList.AutoDebit, "09:00", "completed"), "the debits are made");
        await worker.AssertDebitedAsync(3);
    }

    private static void Debts(TestBook book, int count)
    {
        for (int number = 0; number < count; number++)
        {
            book.Debt(D);
        }
    }

    private static async Task<TestDatabase> MigratedAsync(SmallDisk disk)
    {
        TestDatabase database = TestDatabase.Adopt(disk.File("worker.db"));
        await new Migrator(database.Database, TimeProvider.System).MigrateAsync(TestContext.Current.CancellationToken);
        return database;
    }
}
