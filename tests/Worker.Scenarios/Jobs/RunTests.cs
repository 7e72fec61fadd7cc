using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Testing;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Jobs;

/// <summary>Runs that are triggered twice, shared, cancelled, previewed.</summary>
public sealed class RunTests
{
    [DatabaseFact]
    public async Task An_occasion_that_is_over_is_not_run_again()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D);
        RunReport first = await world.RunAsync(JobList.AutoDebit, occurrence: "2026-11-21T09:00");
        world.Book.Debt(D);

        RunReport second = await world.RunAsync(JobList.AutoDebit, occurrence: "2026-11-21T09:00");

        Assert.Equal((RunOpening.AlreadyFinished, first.RunId), (second.Opening, second.RunId));
        Assert.Single(world.Book.Payments());
    }

    [DatabaseFact]
    public async Task An_occasion_that_failed_is_run_again_until_it_is_over()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D);
        bool isBroken = true;
        world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                Before = _ => isBroken ? throw new InvalidOperationException("out of luck") : Task.FromResult<ChannelAnswer?>(null),
            },
        });

        RunReport failed = await world.RunAsync(JobList.AutoDebit, occurrence: "09:00");
        Assert.Equal((RunState.Failed, "InvalidOperationException: out of luck"), (failed.State, failed.StopReason));
        isBroken = false;
        world.At(D, 10);
        RunReport again = await world.RunAsync(JobList.AutoDebit, occurrence: "09:00");
        Assert.Equal((RunOpening.Started, RunState.Completed), (again.Opening, again.State));
        RunReport third = await world.RunAsync(JobList.AutoDebit, occurrence: "09:00");
        Assert.Equal((RunOpening.AlreadyFinished, again.RunId), (third.Opening, third.RunId));

        // The debit that the failure left in doubt was not made twice, nor forgotten.
        Assert.Single(world.Book.OpenDebits());
        await world.RunAsync(JobList.Reconcile);
        Assert.Single(world.Book.Payments());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_second_trigger_joins_the_run_that_is_active()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D);
        var stall = new Stall { BeforeSending = true };
        Task<RunReport> first = world.NewWorker(stall.Into).RunAsync(JobList.AutoDebit);
        await stall.Reached;

        Task<RunReport> second = world.NewWorker().RunAsync(JobList.AutoDebit);
        stall.WakeUp();

        Assert.Equal((await first).RunId, (await second).RunId);
        Assert.Equal((RunOpening.Started, RunOpening.Joined), ((await first).Opening, (await second).Opening));
        Assert.Equal(1, (await second).Counts["debited"]);
        Assert.Single(world.Book.Query<long>("select run_id from job_run"));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Two_workers_share_the_slices_and_debit_everybody_once()
    {
        await using World world = await World.StartAsync(new WorldSettings { Runs = new() { MaxParallelSlices = 2, SliceSize = 5 } });
        for (int debt = 0; debt < 60; debt++)
        {
            world.Book.Debt(D, principal: 100 + debt);
        }

        // Neither may be done before the other has begun.
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int sending = 0;
        RunReport[] reports = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
        {
            int mine = 0;
            return world.NewWorker(parts => parts with
            {
                Channels = new FaultyChannels(parts.Channels)
                {
                    Before = async _ =>
                    {
                        if (Interlocked.Exchange(ref mine, 1) == 0 && Interlocked.Increment(ref sending) == 2)
                        {
                            both.SetResult();
                        }

                        await both.Task.OrGiveUpAsync();
                        return null as ChannelAnswer;
                    },
                },
            }).RunAsync(JobList.AutoDebit);
        }));

        Assert.Single(reports.Select(report => report.RunId).Distinct());
        Assert.All(reports, report => Assert.Equal((RunState.Completed, 60), (report.State, report.Counts["debited"])));
        Assert.All(world.Book.Rows("select fence, state from run_slice"), slice => Assert.Equal("1|done", slice));
        Assert.Equal(60, world.Book.Attempts().Select(attempt => attempt.InstallmentId).Distinct().Count());
        Assert.Equal(60, world.Book.Attempts().Count);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Cancelling_releases_the_slices_at_once_and_the_next_run_continues()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            AutoDebit = new() { BatchSize = 4 },
            Channel = channel => channel with { MaxInFlight = 1 },
        });
        for (int debt = 0; debt < 12; debt++)
        {
            world.Book.Debt(D, principal: 100 + debt);
        }

        using var cancel = new CancellationTokenSource();
        int sent = 0;
        WorkerProcess cancelled = world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                After = _ => ++sent == 6 ? cancel.CancelAsync() : Task.CompletedTask,
            },
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.RunAsync(world.Request(JobList.AutoDebit), cancel.Token));

        Assert.Equal("-", Assert.Single(world.Book.Rows("select expires_at from run_slice")));
        Assert.Equal(6, world.Book.Payments().Count);
        Assert.Equal(2, world.Book.Attempts().Count(attempt => attempt.State == "withdrawn"));
        await world.AssertLedgersAgreeAsync();

        RunReport report = await world.NewWorker().RunAsync(JobList.AutoDebit);
        Assert.Equal((RunOpening.Joined, RunState.Completed, 12L), (report.Opening, report.State, report.Counts["debited"]));
        Assert.Equal(12, world.Book.Payments().Count);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_debit_that_hangs_does_not_hold_up_a_cancellation_for_more_than_five_seconds()
    {
        // The channel waits for its answer longer than this test waits for anything: only the cancellation can end it.
        await using World world = await World.StartAsync(new WorldSettings
        {
            FakesMachineClock = true,
            Channel = channel => channel with { Timeout = TimeSpan.FromMinutes(5) },
        });
        world.Book.Debt(D, token: "timeout-charged");
        using var cancel = new CancellationTokenSource();
        Task<RunReport> run = world.NewWorker().RunAsync(world.Request(JobList.AutoDebit), cancel.Token);
        await Eventually.UntilAsync(async () => (await world.SandboxLedger.ReadAsync()).Count == 1, "the order has arrived");

        // Until it has gone out it would be withdrawn.
        while ((await world.SandboxLedger.ReadAsync()).Count == 0)
        {
            await Task.Yield();
        }

        await cancel.CancelAsync();
        Assert.False(run.IsCompleted);
        world.MachineTime.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.OrGiveUpAsync());

        Assert.Equal("unknown", Assert.Single(world.Book.Attempts()).State);
        world.At(D, 9, 1);
        await world.NewWorker().RunAsync(JobList.Reconcile);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_run_of_last_week_that_nobody_works_on_makes_way()
    {
        await using World world = await World.StartAsync(new WorldSettings { FakesMachineClock = true });
        world.Book.Debt(D);
        var crash = new Crash { AfterOpening = () => true };
        await Assert.ThrowsAsync<ProcessKilledException>(() => world.NewWorker(crash.Into).RunAsync(JobList.AutoDebit));

        world.MachineTime.Advance(TimeSpan.FromDays(7));
        world.At(D.AddDays(7), 9);
        RunReport report = await world.NewWorker().RunAsync(JobList.AutoDebit);

        Assert.Equal((RunOpening.Started, RunState.Completed), (report.Opening, report.State));
        Assert.Equal(["superseded", "completed"], world.Book.Query<string>("select state from job_run order by run_id"));
        Assert.Single(world.Book.OpenDebits());
        await world.NewWorker().RunAsync(JobList.Reconcile);
        Assert.Equal(D, Assert.Single(world.Book.Payments()).EffectiveOn);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_dry_run_tells_what_would_happen_and_changes_nothing()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout);
        world.Book.Debt(D);
        world.Book.Debt(D.AddDays(-10), token: "timeout-charged");
        world.Book.Debt(D.AddDays(1));
        world.Book.Debt(D, token: "timeout-charged", principal: 100_00, interest: 0);
        world.Book.Debt(D.AddDays(-5), token: "nsf");
        await world.RunAsync(JobList.AutoDebit, D.AddDays(-5));
        world.Book.Debt(D, principal: 200_00, interest: 0);
        world.At(D, 14);
        IReadOnlyList<string> before = world.Book.Dump();

        Dictionary<string, RunReport> previews = [];
        foreach (JobDefinition job in JobList.All)
        {
            previews[job.Name] = await world.Worker.PreviewAsync(job.Name, job.BusinessDate.DateOf(D));
        }

        Assert.Equal(before, world.Book.Dump());
        Assert.Equal(0, previews[JobList.AutoDebit].RunId);
        Assert.Equal(4, previews[JobList.AutoDebit].Counts["toDebit"]);
        Assert.Equal(337_30 + 337_30 + 100_00 + 200_00, previews[JobList.AutoDebit].Amounts["CNY"]["toDebit"]);
        Assert.True(previews[JobList.MarkOverdue].Counts["overdue"] > 0);
        Assert.True(previews[JobList.LateFees].Counts["posted"] > 0);
        Assert.True(previews[JobList.Remind].Counts["dueSoon"] > 0);
        Assert.Equal(1, previews[JobList.Reconcile].Counts["toAsk"]);
    }

    [DatabaseFact]
    public async Task What_an_operator_triggers_is_in_the_audit_log()
    {
        await using World world = await World.StartAsync();
        RunRequest request = world.Request(JobList.AutoDebit) with { Trigger = RunTrigger.Manual, Actor = new Actor("wang"), Reason = "gateway was down" };

        RunReport report = await world.Worker.RunAsync(request, TestContext.Current.CancellationToken);
        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(
            $"wang|trigger|auto-debit for 2026-11-21|gateway was down|run {report.RunId}",
            Assert.Single(world.Book.Rows("select actor, action, subject, reason, detail from audit_entry")));
    }
}
