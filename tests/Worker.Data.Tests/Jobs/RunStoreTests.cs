using Worker.Data.Jobs;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Jobs;

/// <summary>Runs, slices and leases on real databases.</summary>
public sealed class RunStoreTests
{
    private static readonly DateOnly D = new(2026, 11, 21);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset Now = DataTest.Now;

    [DatabaseFact]
    public async Task A_run_begins_is_joined_and_is_over()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);

        OpenedRun first = await OpenAsync(store);
        OpenedRun second = await OpenAsync(store, occurrence: "14:00");
        Assert.Equal((RunOpening.Started, RunState.Cutting), (first.Opening, first.Run.State));
        Assert.Equal((RunOpening.Joined, first.Run.RunId, "09:00"), (second.Opening, second.Run.RunId, second.Run.Occurrence));

        await store.SaveSlicesAsync(first.Run.RunId, [], new RunCounters(), Now, default);
        await store.CloseAsync(first.Run.RunId, RunState.Completed, null, Now, default);
        OpenedRun again = await OpenAsync(store);
        Assert.Equal((RunOpening.AlreadyFinished, first.Run.RunId, RunState.Completed), (again.Opening, again.Run.RunId, again.Run.State));
        Assert.Equal(RunOpening.Started, (await OpenAsync(store, occurrence: "14:00")).Opening);
    }

    [DatabaseFact]
    public async Task Jobs_dates_and_occasions_are_told_apart()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = (await OpenAsync(store)).Run.RunId;

        Assert.Equal(RunOpening.Started, (await OpenAsync(store, job: "remind")).Opening);
        await store.CloseAsync(run, RunState.Completed, null, Now, default);
        Assert.Equal(RunOpening.Started, (await OpenAsync(store, date: D.AddDays(1))).Opening);
    }

    [DatabaseTheory]
    [InlineData(RunState.Completed, null, RunOpening.AlreadyFinished)]
    [InlineData(RunState.SetAside, null, RunOpening.AlreadyFinished)]
    [InlineData(RunState.SetAside, "nothing reached its channel", RunOpening.Started)]
    [InlineData(RunState.Stopped, "too many errors", RunOpening.AlreadyFinished)]
    [InlineData(RunState.Failed, "disk full", RunOpening.Started)]
    [InlineData(RunState.Superseded, null, RunOpening.Started)]
    public async Task Only_what_came_to_its_end_is_not_tried_again(RunState end, string? why, RunOpening opening)
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = (await OpenAsync(store)).Run.RunId;
        await store.CloseAsync(run, end, why, Now, default);

        OpenedRun again = await OpenAsync(store);

        Assert.Equal(opening, again.Opening);
        Assert.Equal(opening == RunOpening.AlreadyFinished, again.Run.RunId == run);
    }

    [DatabaseFact]
    public async Task Two_processes_that_begin_at_once_have_one_run()
    {
        await using DataTest test = await DataTest.StartAsync();
        OpenedRun[] opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync(new RunStore(test.Open())))));

        Assert.Single(opened, run => run.Opening == RunOpening.Started);
        Assert.Single(opened.Select(run => run.Run.RunId).Distinct());
    }

    [DatabaseFact]
    public async Task A_slice_is_leased_once_with_a_fence_that_grows()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = await PartitionAsync(store, new KeyRange(0, 10), new KeyRange(10, 25));

        LeaseAnswer first = await LeaseAsync(store, run, "a");
        LeaseAnswer second = await LeaseAsync(store, run, "b");
        LeaseAnswer third = await LeaseAsync(store, run, "c");
        Assert.Equal((new SliceLease(run, 1, 1, new KeyRange(0, 10)), 2), (first.Lease, first.Open));
        Assert.Equal(new SliceLease(run, 2, 1, new KeyRange(10, 25)), second.Lease);
        Assert.Equal((null, 2), (third.Lease, third.Open));
        Assert.False(first.Lease!.IsTakenOver);

        LeaseAnswer taken = await LeaseAsync(store, run, "c", Now + Lease);
        Assert.Equal(new SliceLease(run, 1, 2, new KeyRange(0, 10)), taken.Lease);
        Assert.True(taken.Lease!.IsTakenOver);
    }

    [DatabaseFact]
    public async Task A_lease_holds_until_its_last_instant_and_no_longer()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = await PartitionAsync(store, new KeyRange(0, 10));
        SliceLease lease = (await LeaseAsync(store, run, "a")).Lease!;

        Assert.Null((await LeaseAsync(store, run, "b", Now + Lease - TimeSpan.FromMilliseconds(1))).Lease);
        Assert.True(await store.RenewAsync(lease, Now + (2 * Lease), default));
        Assert.Null((await LeaseAsync(store, run, "b", Now + Lease)).Lease);
        Assert.NotNull((await LeaseAsync(store, run, "b", Now + (2 * Lease))).Lease);
        Assert.False(await store.RenewAsync(lease, Now + (3 * Lease), default));
    }

    [DatabaseFact]
    public async Task Who_lost_a_lease_can_neither_finish_renew_release_nor_advance()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = await PartitionAsync(store, new KeyRange(0, 10));
        SliceLease old = (await LeaseAsync(store, run, "a")).Lease!;
        SliceLease current = (await LeaseAsync(store, run, "b", Now + Lease)).Lease!;

        await Assert.ThrowsAsync<LeaseLostException>(() => store.FinishSliceAsync(old, default));
        await Assert.ThrowsAsync<LeaseLostException>(() => AdvanceAsync(test, old, 5));
        await store.ReleaseAsync(old, default);
        Assert.Null((await LeaseAsync(store, run, "c", Now + Lease)).Lease);

        await AdvanceAsync(test, current, 7);
        await store.ReleaseAsync(current, default);
        Assert.Equal(new SliceLease(run, 1, 3, new KeyRange(7, 10)), (await LeaseAsync(store, run, "c", Now + Lease)).Lease);
    }

    [DatabaseFact]
    public async Task A_step_that_fails_writes_nothing_of_its_tally()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = await PartitionAsync(store, new KeyRange(0, 10));
        SliceLease old = (await LeaseAsync(store, run, "a")).Lease!;
        await LeaseAsync(store, run, "b", Now + Lease);
        var tally = new RunCounters();
        tally.Count("debited");

        await Assert.ThrowsAsync<LeaseLostException>(() => AdvanceAsync(test, old, 5, tally));

        Assert.Empty((await store.ReportAsync(run, default)).Counts);
    }

    [DatabaseFact]
    public async Task A_cursor_never_moves_back()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = await PartitionAsync(store, new KeyRange(0, 10));
        SliceLease lease = (await LeaseAsync(store, run, "a")).Lease!;

        await AdvanceAsync(test, lease, 7);
        await AdvanceAsync(test, lease, 0);

        Assert.Equal(new KeyRange(7, 10), (await LeaseAsync(store, run, "b", Now + Lease)).Lease!.Left);
    }

    [DatabaseTheory]
    [InlineData(RunState.Completed)]
    [InlineData(RunState.Stopped)]
    [InlineData(RunState.Failed)]
    public async Task A_run_that_is_over_gives_no_slice_away_and_takes_back_what_it_gave(RunState end)
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = await PartitionAsync(store, new KeyRange(0, 10), new KeyRange(10, 20));
        SliceLease lease = (await LeaseAsync(store, run, "a")).Lease!;

        await store.CloseAsync(run, end, null, Now, default);

        await Assert.ThrowsAsync<LeaseLostException>(() => AdvanceAsync(test, lease, 5));
        Assert.False(await store.RenewAsync(lease, Now + (2 * Lease), default));
        Assert.Equal(new LeaseAnswer(null, 0), await LeaseAsync(store, run, "b", Now + (9 * Lease)));
    }

    [DatabaseFact]
    public async Task A_run_that_is_over_stays_as_it_ended()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = (await OpenAsync(store)).Run.RunId;
        await store.CloseAsync(run, RunState.Stopped, "tripwire", Now, default);

        await store.CloseAsync(run, RunState.Completed, null, Now.AddHours(1), default);

        RunReport report = await store.ReportAsync(run, default);
        Assert.Equal((RunState.Stopped, "tripwire", Now), (report.State, report.StopReason, report.FinishedAt));
    }

    [DatabaseFact]
    public async Task Of_two_workers_that_cut_the_first_ones_slices_stay()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = await PartitionAsync(store, new KeyRange(0, 10));

        var tally = new RunCounters();
        tally.Count("cutTwice");
        await store.SaveSlicesAsync(run, [new KeyRange(0, 5), new KeyRange(5, 10)], tally, Now, default);

        Assert.Equal(1, (await LeaseAsync(store, run, "a")).Open);
        Assert.Empty((await store.ReportAsync(run, default)).Counts);
    }

    [DatabaseFact]
    public async Task A_run_for_a_newer_date_waits_for_the_living_and_supersedes_the_dead()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long old = await PartitionAsync(store, new KeyRange(0, 10));
        await LeaseAsync(store, old, "a");

        Assert.Equal((RunOpening.Joined, old), await OpenedAsync(Now + Lease - TimeSpan.FromSeconds(1)));
        (RunOpening opening, long run) = await OpenedAsync(Now + Lease);
        Assert.Equal(RunOpening.Started, opening);
        Assert.NotEqual(old, run);
        Assert.Equal(RunState.Superseded, (await store.ReportAsync(old, default)).State);

        // An older date joins the newer run: it covers what the older one would have done.
        Assert.Equal((RunOpening.Joined, run), ((await OpenAsync(store)).Opening, (await OpenAsync(store)).Run.RunId));

        async Task<(RunOpening, long)> OpenedAsync(DateTimeOffset machineNow)
        {
            OpenedRun opened = await OpenAsync(store, date: D.AddDays(1), machineNow: machineNow);
            return (opened.Opening, opened.Run.RunId);
        }
    }

    [DatabaseFact]
    public async Task A_report_sums_counts_and_amounts_over_slices_and_lists_errors()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = await PartitionAsync(store, new KeyRange(0, 10), new KeyRange(10, 20));
        foreach (string owner in new[] { "a", "b" })
        {
            SliceLease lease = (await LeaseAsync(store, run, owner)).Lease!;
            for (int step = 0; step < 2; step++)
            {
                var tally = new RunCounters();
                tally.Count("debited", new Money(33730, Currency.Parse("CNY")));
                tally.Count("debited", new Money(1, Currency.Parse("USD")));
                tally.Note(new RunError("rejected", "order 'x'", "Ünï\u4e2d"));
                await AdvanceAsync(test, lease, lease.Left.To, tally);
            }

            await store.FinishSliceAsync(lease, default);
        }

        await store.CloseAsync(run, RunState.Completed, null, Now.AddMinutes(1), default);
        RunReport report = await store.ReportAsync(run, default);

        Assert.Equal(new Dictionary<string, long> { ["debited"] = 8, ["errors"] = 4 }, report.Counts);
        Assert.Equal((4 * 33730, 4), (report.Amounts["CNY"]["debited"], report.Amounts["USD"]["debited"]));
        Assert.Equal(4, report.Errors.Count);
        Assert.All(report.Errors, error => Assert.Equal(new RunError("rejected", "order 'x'", "Ünï\u4e2d"), error));
        Assert.Equal((D, "schedule", Now, Now.AddMinutes(1)), (report.BusinessDate, report.Trigger, report.StartedAt, report.FinishedAt));
    }

    [DatabaseFact]
    public async Task An_error_is_reported_letter_by_letter()
    {
        await using DataTest test = await DataTest.StartAsync();
        Assert.SkipWhen(await test.Database.IsBabelfishAsync(), "Babelfish leaves the escapes of JSON in the texts that OPENJSON gives.");
        var store = new RunStore(test.Database);
        long run = (await OpenAsync(store)).Run.RunId;
        var error = new RunError("rejected", "order 'x' \"y\" \\z", "two\nlines\tand a tab", IsSetAside: false);
        var tally = new RunCounters();
        tally.Note(error);

        await store.SaveSlicesAsync(run, [], tally, Now, default);

        Assert.Equal(error, Assert.Single((await store.ReportAsync(run, default)).Errors));
    }

    [DatabaseFact]
    public async Task Only_the_first_hundred_errors_are_reported()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        long run = (await OpenAsync(store)).Run.RunId;
        var tally = new RunCounters();
        for (int error = 0; error < 1200; error++)
        {
            tally.Note(new RunError("e", $"{error}", null, IsSetAside: true));
        }

        await store.SaveSlicesAsync(run, [], tally, Now, default);
        await store.CloseAsync(run, RunState.Completed, null, Now, default);
        RunReport report = await store.ReportAsync(run, default);

        Assert.Equal(Enumerable.Range(0, 100).Select(error => $"{error}"), report.Errors.Select(error => error.Subject));
        Assert.Equal((1200, RunState.SetAside), (report.Counts["setAside"], report.State));
    }

    [DatabaseFact]
    public async Task The_last_finished_date_leaves_out_what_did_not_finish()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        Assert.Null(await store.LastFinishedAsync("auto-debit", default));
        foreach ((RunState state, int day) in new[] { (RunState.Completed, 0), (RunState.Failed, 1), (RunState.SetAside, -1), (RunState.Superseded, 2) })
        {
            long run = (await OpenAsync(store, date: D.AddDays(day))).Run.RunId;
            await store.CloseAsync(run, state, null, Now, default);
        }

        Assert.Equal(D, await store.LastFinishedAsync("auto-debit", default));
        Assert.Null(await store.LastFinishedAsync("remind", default));
    }

    [DatabaseFact]
    public async Task A_run_knows_the_newest_entry_that_the_last_completed_one_began_with()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        OpenedRun first = await OpenAsync(store, "mark-overdue");
        Assert.Equal(0, first.Run.PreviousLedgerMark);
        await EnterAsync(test);
        await store.CloseAsync(first.Run.RunId, RunState.Completed, null, Now, default);

        long second = (await OpenAsync(store, "mark-overdue", occurrence: "2")).Run.RunId;
        await store.CloseAsync(second, RunState.Failed, null, Now, default);
        OpenedRun third = await OpenAsync(store, "mark-overdue", occurrence: "3");
        Assert.Equal(0, third.Run.PreviousLedgerMark);
        await store.CloseAsync(third.Run.RunId, RunState.Completed, null, Now, default);

        Assert.Equal(1, (await OpenAsync(store, "mark-overdue", occurrence: "4")).Run.PreviousLedgerMark);
        Assert.Equal(1, (await store.ForPreviewAsync("mark-overdue", D, default)).PreviousLedgerMark);
    }

    [DatabaseFact(Only = DatabaseProvider.SqlServer)]
    public async Task A_run_that_does_not_go_by_the_mark_keeps_nobody_from_the_ledger()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        await EnterAsync(test);

        await test.Database.WriteAsync(
            async entering =>
            {
                await entering.ExecuteAsync("exec sp_getapplock 'ledger', 'Shared', 'Transaction'");
                long run = (await OpenAsync(new RunStore(test.Open()), "send-mail")).Run.RunId;

                // It has not even looked: nothing could have been told it while somebody enters something.
                Assert.Equal([0], await test.QueryAsync<long>("select ledger_mark from job_run where run_id = @run", new { run }));
            },
            CancellationToken.None);

        long late = (await OpenAsync(store, "late-fees")).Run.RunId;
        Assert.Equal([1], await test.QueryAsync<long>("select ledger_mark from job_run where run_id = @late", new { late }));
    }

    private static async Task EnterAsync(DataTest test)
    {
        await test.ExecuteAsync("insert into customer (customer_ref, name, email, language, time_zone) values ('C', 'n', 'e', 'en', 'UTC')");
        await test.ExecuteAsync(
            "insert into installment_plan (plan_ref, customer_id, product, currency, principal, signed_on, autopay) values ('P', 1, 'p', 'CNY', 1, '2026-01-01', 1)");
        await test.ExecuteAsync(
            "insert into installment (plan_id, number, due_on, rolled_due_on, principal, interest, status) values (1, 1, '2026-11-21', '2026-11-21', 1, 0, 'due')");
        await test.ExecuteAsync(
            """
            insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
            values ('k', 1, 1, 'payment', 1, 'CNY', '2026-11-21', '2026-11-21', 'a')
            """);
    }

    private static Task<OpenedRun> OpenAsync(
        RunStore store, string job = "auto-debit", DateOnly? date = null, string occurrence = "09:00", DateTimeOffset? machineNow = null) =>
        store.OpenAsync(new RunRequest(job, date ?? D, occurrence, RunTrigger.Schedule, new Actor("scheduler")), Now, machineNow ?? Now, default);

    private static async Task<long> PartitionAsync(RunStore store, params KeyRange[] ranges)
    {
        long run = (await OpenAsync(store)).Run.RunId;
        await store.SaveSlicesAsync(run, ranges, new RunCounters(), Now, default);
        return run;
    }

    private static Task<LeaseAnswer> LeaseAsync(RunStore store, long run, string owner, DateTimeOffset? machineNow = null) =>
        store.LeaseAsync(run, owner, machineNow ?? Now, (machineNow ?? Now) + Lease, default);

    private static Task AdvanceAsync(DataTest test, SliceLease lease, long cursor, RunCounters? tally = null) =>
        new Data.Ledger.OverdueStore(test.Database).WriteAsync(new SliceStep(lease, cursor, tally ?? new RunCounters()), [], [], Now, default);
}
