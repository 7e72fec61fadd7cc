using Worker.Servicing.Jobs;
using Worker.Testing;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Simulation.Surroundings;

/// <summary>The system's clock is set back.</summary>
[Collection(UnattendedWorker.OneAtATime)]
public sealed class ClockTests
{
    [DatabaseTheory]
    [InlineData(1)]
    [InlineData(24)]
    public async Task A_clock_that_is_set_back_does_nothing_twice_and_the_next_times_come_as_ever(int hours)
    {
        await using UnattendedWorker worker = await UnattendedWorker.ComposeAsync();
        worker.Book.Debt(D);
        worker.Book.Debt(D, "nsf");
        await worker.StartAsync();
        await worker.AtAsync(9, 0, () => worker.HasRun(JobList.AutoDebit, "09:00", "completed"), "the debits are made");
        await worker.AtAsync(9, 2, () => worker.HasRun(JobList.SendMail, "09:02", "completed"), "the mail is sent");
        int attempts = worker.Book.Attempts().Count;
        int messages = worker.Book.Messages().Count;

        DateTimeOffset before = worker.Worker.Clock.GetUtcNow();
        worker.Worker.Clock.MoveTo(before.AddHours(-hours));
        worker.Worker.Clock.MoveTo(before.AddMinutes(-1));
        worker.Worker.Clock.MoveTo(before);
        await worker.AtAsync(9, 3, () => worker.HasRun(JobList.SendMail, "09:03", "completed"), "the next minute is run");
        Assert.Equal(attempts, worker.Book.Attempts().Count);
        Assert.Equal(messages, worker.Book.Messages().Count);
        Assert.Single(worker.Worker.Runs(), run => run.StartsWith("auto-debit 2026-11-21 (2026-11-21T09:00)", StringComparison.Ordinal));

        await worker.AtAsync(14, 0, () => worker.HasRun(JobList.AutoDebit, "14:00", "completed"), "the afternoon is run");
        Assert.Equal(attempts + 1, worker.Book.Attempts().Count);
        await worker.AssertDebitedAsync(1);
    }

    [DatabaseFact]
    public async Task A_host_that_is_started_by_a_clock_of_yesterday_debits_nothing_that_was_debited_today()
    {
        await using UnattendedWorker worker = await UnattendedWorker.ComposeAsync();
        worker.Book.Debt(D);
        await worker.StartAsync();
        await worker.AtAsync(9, 0, () => worker.HasRun(JobList.AutoDebit, "09:00", "completed"), "the debit is made");
        int entries = worker.Book.Entries().Count;

        worker.Worker.At(D.AddDays(-1), 14, 7);
        IReadOnlyList<RunReport> reports = await worker.Worker.Dispatcher.CatchUpAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(reports, report => report.State == RunState.Failed);
        Assert.Equal(entries, worker.Book.Entries().Count);
        await worker.AssertDebitedAsync(1);
    }
}
