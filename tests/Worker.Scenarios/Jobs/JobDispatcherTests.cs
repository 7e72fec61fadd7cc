using Worker.Servicing.Jobs;
using Worker.Testing;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Jobs;

public sealed class JobDispatcherTests
{
    [DatabaseFact]
    public async Task Late_fees_run_mark_overdue_of_their_date_first_and_only_where_it_was_not_finished()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.Book.Debt(D.AddDays(-4));
        worker.At(D, 0, 45);

        await worker.DispatchAsync(JobList.LateFees);

        Assert.Equal(
            [
                "mark-overdue 2026-11-20 (2026-11-20 before late-fees) catch-up completed",
                "late-fees 2026-11-20 (2026-11-21T00:45) schedule completed",
            ],
            worker.Runs());
        Assert.Equal("overdue", Assert.Single(worker.Book.Query<string>("select status from installment")));
        Assert.Single(worker.Book.Entries(), entry => entry.Kind == "late_fee");

        worker.At(D.AddDays(1), 0, 30);
        await worker.DispatchAsync(JobList.MarkOverdue);
        worker.At(D.AddDays(1), 0, 45);
        await worker.DispatchAsync(JobList.LateFees);
        Assert.Equal(
            ["mark-overdue 2026-11-21 (2026-11-22T00:30) schedule completed", "late-fees 2026-11-21 (2026-11-22T00:45) schedule completed"],
            worker.Runs().Skip(2));
    }

    [DatabaseFact]
    public async Task Reminders_of_missed_days_are_replayed_back_to_three_and_the_older_ones_counted()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D.AddDays(-6), 8, 30);
        await worker.DispatchAsync(JobList.Remind);

        // Due in three days as of 19 November, one of the days that nobody ran.
        worker.Book.Debt(D.AddDays(1));
        worker.At(D, 8, 30);
        RunReport report = await worker.DispatchAsync(JobList.Remind);

        Assert.Equal(
            [
                "remind 2026-11-18 (2026-11-18 missed) catch-up completed",
                "remind 2026-11-19 (2026-11-19 missed) catch-up completed",
                "remind 2026-11-20 (2026-11-20 missed) catch-up completed",
                "remind 2026-11-21 (2026-11-21T08:30) schedule completed",
            ],
            worker.Runs().Skip(1));
        Assert.Equal(2, report.Counts["droppedDays"]);
        Assert.Equal(2, worker.Book.Kinds().Count(kind => kind == "due-soon"));
    }

    [DatabaseFact]
    public async Task Catching_up_runs_the_newest_occasion_of_every_job_and_right_after_finds_everything_finished()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 14, 7);

        IReadOnlyList<RunReport> first = await worker.Dispatcher.CatchUpAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "reconcile 2026-11-21 (2026-11-21T14:00) catch-up completed",
                "mark-overdue 2026-11-20 (2026-11-21T00:30) catch-up completed",
                "late-fees 2026-11-20 (2026-11-21T00:45) catch-up completed",
                "remind 2026-11-21 (2026-11-21T08:30) catch-up completed",
                "auto-debit 2026-11-21 (2026-11-21T14:00) catch-up completed",
                "send-mail 2026-11-21 (2026-11-21T14:07) catch-up completed",
            ],
            worker.Runs());
        Assert.All(first, report => Assert.Equal(RunOpening.Started, report.Opening));

        IReadOnlyList<RunReport> second = await worker.Dispatcher.CatchUpAsync(TestContext.Current.CancellationToken);

        Assert.All(second, report => Assert.Equal(RunOpening.AlreadyFinished, report.Opening));
        Assert.Equal(first.Select(report => report.RunId), second.Select(report => report.RunId));
        Assert.Equal(6, worker.Runs().Count);
    }

    [DatabaseFact]
    public async Task Before_the_first_time_of_the_day_the_newest_is_yesterdays()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 0, 10);

        await worker.Dispatcher.CatchUpAsync(TestContext.Current.CancellationToken);

        Assert.Contains("mark-overdue 2026-11-19 (2026-11-20T00:30) catch-up completed", worker.Runs());
        Assert.Contains("auto-debit 2026-11-20 (2026-11-20T19:00) catch-up completed", worker.Runs());
        Assert.Contains("reconcile 2026-11-21 (2026-11-21T00:00) catch-up completed", worker.Runs());
    }

    [DatabaseFact]
    public async Task A_run_that_a_dead_worker_left_is_finished_before_the_newest_occasion_is_run()
    {
        await using World world = await World.StartAsync(new WorldSettings { FakesMachineClock = true });
        long installment = world.Book.Debt(D);
        var crash = new Crash { AfterCutting = () => true };

        // Its lease, if it took one, ran out long ago by the clock of the machine.
        world.MachineTime.MoveTo(TimeProvider.System.GetUtcNow().AddHours(-1));
        await Assert.ThrowsAsync<ProcessKilledException>(
            () => world.NewWorker(crash.Into).RunAsync(JobList.AutoDebit, occurrence: "2026-11-21T09:00"));
        await using ComposedWorker worker = await ComposedWorker.CreateAsync(
            world.TestDatabase,
            ("Channels:sandbox:BaseUrl", world.Sandbox.BaseUrl.ToString()),
            ("Channels:sandbox:Secret", world.Sandbox.Secret));
        worker.At(D, 14);

        IReadOnlyList<RunReport> reports = await worker.Dispatcher.CatchUpAsync(TestContext.Current.CancellationToken);

        Assert.Equal(RunOpening.Started, reports.Single(report => report.Job == JobList.AutoDebit).Opening);
        Assert.Equal(
            ["auto-debit 2026-11-21 (2026-11-21T09:00) schedule completed", "auto-debit 2026-11-21 (2026-11-21T14:00) catch-up completed"],
            worker.Runs().Where(run => run.StartsWith("auto-debit", StringComparison.Ordinal)));
        Assert.Equal(installment, Assert.Single(world.Book.Payments()).InstallmentId);
        await world.AssertLedgersAgreeAsync();
    }
}
