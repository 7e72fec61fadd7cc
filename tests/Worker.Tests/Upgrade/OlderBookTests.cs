using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Worker.Channels.Sandbox;
using Worker.Data.Schema;
using Worker.Servicing.Consistency;
using Worker.Servicing.Jobs;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Tests.Upgrade;

/// <summary>A database that an earlier release worked on: runs, messages, a hold, a switch that is off, a debit in doubt.</summary>
public sealed class OlderBookTests
{
    private static readonly DateOnly Day = new(2026, 9, 23);

    [Fact]
    public async Task A_book_of_an_earlier_release_is_migrated_found_sound_and_every_job_goes_on_with_it()
    {
        using var folder = new TemporaryFolder();
        await using TestDatabase database = await RestoreAsync(folder.File("worker.db"));
        await using SandboxGateway gateway = await SandboxGateway.StartAsync(
            new SandboxOptions { MachineClock = new MachineClock(TimeProvider.System) }, CancellationToken.None);
        await using ComposedWorker worker = await ComposedWorker.CreateAsync(
            database,
            [.. new[] { "card", "sandbox" }.SelectMany(channel => new (string, string?)[]
            {
                ($"Channels:{channel}:BaseUrl", gateway.BaseUrl.ToString()),
                ($"Channels:{channel}:Secret", gateway.Secret),
            })]);
        IReadOnlyList<string> entries = worker.Book.Rows("select entry_key, amount from ledger_entry order by entry_id");
        IReadOnlyList<string> sent = worker.Book.Rows("select message_id, kind, message_key from message where state = 'sent' order by message_id");
        string doubt = Assert.Single(worker.Book.OpenDebits());
        Assert.NotEmpty(entries);
        Assert.NotEmpty(sent);

        await worker.Host.Services.GetRequiredService<Migrator>().MigrateAsync(TestContext.Current.CancellationToken);
        await worker.Host.Services.GetRequiredService<Migrator>().CheckAsync(TestContext.Current.CancellationToken);
        await AssertSoundAsync(worker);

        foreach ((string job, int hour, int minute) in new[]
        {
            (JobList.MarkOverdue, 0, 30), (JobList.LateFees, 0, 45), (JobList.Remind, 8, 30), (JobList.AutoDebit, 9, 0),
            (JobList.Reconcile, 9, 15), (JobList.Reconcile, 9, 30), (JobList.Reconcile, 10, 30), (JobList.SendMail, 10, 31),
        })
        {
            worker.At(Day, hour, minute);
            RunReport report = await worker.DispatchAsync(job);
            Assert.True(report.State == RunState.Completed, $"{job} is {report.State}: {report.StopReason}");
        }

        await AssertSoundAsync(worker);
        Assert.Equal(entries, worker.Book.Rows("select entry_key, amount from ledger_entry order by entry_id").Take(entries.Count));
        Assert.Subset(worker.Book.Rows("select message_id, kind, message_key from message where state = 'sent'").ToHashSet(), sent.ToHashSet());
        Assert.Empty(worker.Book.OpenDebits());
        Assert.Contains(worker.Book.Payments(), payment => payment.OrderNo == doubt);
        Assert.DoesNotContain(worker.Book.Messages(), message => message.State == "waiting");
    }

    private static async Task AssertSoundAsync(ComposedWorker worker) => Assert.All(
        await worker.Host.Services.GetRequiredService<Invariants>().CheckAsync(TestContext.Current.CancellationToken),
        result => Assert.True(result.Holds, $"{result.Name}: {result.Explanation}"));

    private static async Task<TestDatabase> RestoreAsync(string file)
    {
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=false;Foreign Keys=false"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = await File.ReadAllTextAsync(
                RepositoryFile.Path("tests/Worker.Tests/Upgrade/before-one-build.sql"), TestContext.Current.CancellationToken);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        return TestDatabase.Adopt(file);
    }
}
