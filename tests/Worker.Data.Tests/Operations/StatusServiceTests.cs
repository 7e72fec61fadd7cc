using Microsoft.Extensions.Logging.Abstractions;
using Worker.Data.Debits;
using Worker.Data.Jobs;
using Worker.Data.Operations;
using Worker.Data.Queries;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Operations;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Operations;

public sealed class StatusServiceTests
{
    [DatabaseFact]
    public async Task An_empty_book_has_a_status_too()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();

        StatusReport report = await ReadAsync(book);

        Assert.Equal(JobList.All.Select(job => job.Name), report.Jobs.Select(job => job.Job));
        Assert.All(report.Jobs, job => Assert.Equal(new JobStatus(job.Job, null, null, false), job));
        Assert.Equal((new Backlog(0, null), new Backlog(0, null)), (report.InDoubt, report.Outbox));
        Assert.Empty(report.SwitchesOff);
        Assert.Equal([new ChannelHealth("card", null, 0, 0, null)], report.Channels);
        Assert.Empty(report.Installments);
        Assert.Equal([0L, 0L, 0L, 0L], report.Overdue.Values);
        Assert.Equal(0, report.StoppedForCollections + report.CustomerHolds + report.PlanHolds);
        Assert.Equal((new DateOnly(2026, 11, 21), book.Clock.GetUtcNow()), (report.BusinessDate, report.ReadAt));
    }

    [DatabaseFact]
    public async Task A_job_shows_its_last_run_and_the_newest_date_it_finished_whatever_came_after()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-01");
        await book.CloseDayAsync("2026-11-19");
        await book.CloseDayAsync("2026-11-10");
        var runs = new RunStore(book.Database);
        OpenedRun open = await runs.OpenAsync(
            new RunRequest(JobList.AutoDebit, new DateOnly(2026, 11, 21), "09:00", RunTrigger.Schedule, new Actor("scheduler")),
            book.Clock.GetUtcNow(),
            book.Clock.GetUtcNow(),
            CancellationToken.None);

        StatusReport report = await ReadAsync(book);

        JobStatus fees = report.Jobs.Single(job => job.Job == JobList.LateFees);
        Assert.Equal(new DateOnly(2026, 11, 10), fees.LastRun!.BusinessDate);
        Assert.Equal((RunState.Completed, book.Clock.GetUtcNow(), "schedule"), (fees.LastRun.State, fees.LastRun.FinishedAt!.Value, fees.LastRun.Trigger));
        Assert.Equal(1, fees.LastRun.Counts["errors"]);
        Assert.Equal((new DateOnly(2026, 11, 19), 1, false), (fees.LastFinished!.Value, fees.LagDays!.Value, fees.IsActive));
        JobStatus debit = report.Jobs.Single(job => job.Job == JobList.AutoDebit);
        Assert.Equal((open.Run.RunId, RunState.Cutting, true), (debit.LastRun!.RunId, debit.LastRun.State, debit.IsActive));
        Assert.Equal((null, null), (debit.LastFinished, debit.LagDays));
    }

    [DatabaseTheory]
    [InlineData("2026-11-20T16:29:59Z", 0)] // 00:29:59 of the 21st: the 20th is not asked for yet
    [InlineData("2026-11-20T16:30:00Z", 1)]
    [InlineData("2026-11-30T01:00:00Z", 10)]
    public async Task Lag_counts_business_dates_whose_time_has_come(string now, int lag)
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.CloseDayAsync("2026-11-19");
        book.Clock.MoveTo(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(lag, (await ReadAsync(book)).Jobs.Single(job => job.Job == JobList.MarkOverdue).LagDays);
    }

    [DatabaseFact]
    public async Task A_failed_run_is_the_last_run_and_finishes_nothing()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.CloseDayAsync("2026-11-19");
        await book.ExecuteAsync("insert into job_run (job, business_date, occasion, trigger_kind, actor, state, started_at, finished_at, stop_reason, ledger_mark) values ('mark-overdue', '2026-11-20', 'x', 'manual', 'li.na', 'failed', '2026-11-21T00:00:00.000Z', '2026-11-21T00:00:01.000Z', 'IOException: disk full', 0)");

        JobStatus job = (await ReadAsync(book)).Jobs.Single(job => job.Job == JobList.MarkOverdue);

        Assert.Equal((RunState.Failed, "IOException: disk full", "manual"), (job.LastRun!.State, job.LastRun.StopReason, job.LastRun.Trigger));
        Assert.Equal((new DateOnly(2026, 11, 19), 1), (job.LastFinished!.Value, job.LagDays!.Value));
    }

    [DatabaseFact]
    public async Task What_waits_is_counted_with_the_age_of_the_oldest()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-10-10", "2026-11-01");
        await book.AddDebitAsync(1, 1);
        await book.AddDoubtAsync(1, 2, "b", "2026-11-20T23:00:00.000Z");
        await book.ExecuteAsync(
            """
            insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, next_try_at)
            values ('a', 'overdue', 1, 1, 11, 0, '2026-11-21', '{}', '2026-11-21T00:30:00.000Z', 'waiting', '2026-11-21T09:00:00.000Z'),
                   ('b', 'overdue', 1, 1, 11, 0, '2026-11-21', '{}', '2026-11-21T00:45:00.000Z', 'waiting', '2026-11-21T00:45:00.000Z')
            """);

        StatusReport report = await ReadAsync(book);

        Assert.Equal((1, TimeSpan.FromHours(2)), (report.InDoubt.Count, report.InDoubt.AgeAt(report.ReadAt)));
        Assert.Equal((2, TimeSpan.FromMinutes(30)), (report.Outbox.Count, report.Outbox.AgeAt(report.ReadAt)));
    }

    [DatabaseFact]
    public async Task Switches_and_holds_in_force_are_shown_and_others_are_not()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-01");
        await book.AddPlanAsync(2, "2026-11-01");
        var switches = new TurnSwitch(new SwitchStore(book.Database), new ChannelDirectory([OperatorBook.Channel("card")]), book.TooLate, book.Clock);
        await switches.TurnDebitsAsync(on: false, OperatorBook.Note, CancellationToken.None);
        await switches.TurnChannelAsync("card", on: false, OperatorBook.Note, CancellationToken.None);
        await switches.TurnDebitsAsync(on: true, OperatorBook.Note, CancellationToken.None);
        var holds = new PlaceHold(new HoldStore(book.Database), book.TooLate, OperatorBook.Shanghai, book.Clock);
        await holds.HoldAsync(HoldSubject.Customer, "C-1", null, OperatorBook.Note, CancellationToken.None);
        await holds.HoldAsync(HoldSubject.Plan, "P-1", new DateOnly(2026, 11, 22), OperatorBook.Note, CancellationToken.None);
        await holds.HoldAsync(HoldSubject.Plan, "P-2", new DateOnly(2026, 11, 21), OperatorBook.Note, CancellationToken.None);
        book.Clock.Advance(TimeSpan.FromDays(1));

        StatusReport report = await ReadAsync(book);

        Assert.Equal([new SwitchOff("channel:card", "customer called", "li.na", new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero))], report.SwitchesOff);
        Assert.Equal((1, 1), (report.CustomerHolds, report.PlanHolds));
    }

    [DatabaseFact]
    public async Task Installments_are_counted_by_status_and_overdue_ones_by_bucket()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-08-22", "2026-08-23", "2026-09-22", "2026-10-21", "2026-10-22", "2026-11-17", "2026-11-20", "2026-12-01");
        await book.CloseDayAsync("2026-11-20");

        StatusReport report = await ReadAsync(book);

        Assert.Equal(6, report.Installments["overdue"]);
        Assert.Equal((1, 1), (report.Installments["due"], report.Installments["scheduled"]));
        Assert.Equal([2L, 2L, 1L, 1L], Enum.GetValues<DelinquencyBucket>().Select(bucket => report.Overdue[bucket]));
    }

    [DatabaseFact]
    public async Task Doubts_are_told_by_age_since_they_were_first_sent()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        Assert.Equal((DoubtAges.None, null), ((await ReadAsync(book)).Doubts, DoubtAges.None.Alert));
        await book.AddPlanAsync(1, "2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05");
        await book.AddDoubtAsync(1, 1, "fresh", "2026-11-21T00:00:00.001Z");
        Assert.Null((await ReadAsync(book)).Doubts.Alert);
        await book.AddDoubtAsync(1, 2, "an-hour", "2026-11-21T00:00:00.000Z");
        await book.AddDoubtAsync(1, 3, "nearly-a-day", "2026-11-20T01:00:00.001Z");
        Assert.Equal(new DoubtAges(1, 2, 0, new OldestDoubt("nearly-a-day", "card", new DateTimeOffset(2026, 11, 20, 1, 0, 0, 1, TimeSpan.Zero))), (await ReadAsync(book)).Doubts);
        await book.AddDoubtAsync(1, 4, "a-day", "2026-11-20T01:00:00.000Z");
        await book.AddDoubtAsync(1, 5, "a-year", "2025-11-20T01:00:00.000Z");

        // That it was sent again makes no doubt any younger.
        await book.ExecuteAsync("update open_debit set last_sent_at = '2026-11-21T00:59:00.000Z', resends = 1");

        StatusReport report = await ReadAsync(book);

        Assert.Equal(new DoubtAges(1, 2, 2, new OldestDoubt("a-year", "card", new DateTimeOffset(2025, 11, 20, 1, 0, 0, TimeSpan.Zero))), report.Doubts);
        Assert.Equal((5, report.InDoubt.Count), (report.Doubts.Total, report.InDoubt.Count));
        Assert.Equal(
            "4 debit(s) have been in doubt for long, 2 of them for long enough to be an alarm; the oldest is order a-year on card, sent at 2025-11-20 01:00Z.",
            report.Doubts.Alert);
    }

    [DatabaseFact]
    public async Task A_channel_tells_when_it_last_answered_and_what_its_newest_attempts_failed_at()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20");
        (string State, string? Detail)[] attempts =
        [
            ("succeeded", null), ("unknown", null), ("unknown", "time-out"), ("unknown", "time-out"), ("withdrawn", "no connection"), ("withdrawn", "not sent"), ("unknown", "cancelled"),
        ];
        foreach ((int index, (string state, string? detail)) in attempts.Index())
        {
            await book.AddDoubtAsync(1, index + 1, $"order{index}", "2026-11-21T00:00:00.000Z");
            await book.ExecuteAsync(
                $"update debit_attempt set state = '{state}', detail = {(detail is null ? "null" : $"'{detail}'")}, settled_at = {(state == "succeeded" ? "'2026-11-21T00:00:02.000Z'" : "null")} where order_no = 'order{index}'");
        }

        ChannelHealth card = Assert.Single((await ReadAsync(book)).Channels);

        Assert.Equal(new ChannelHealth("card", new DateTimeOffset(2026, 11, 21, 0, 0, 2, TimeSpan.Zero), 7, 3, "time-out"), card);
        Assert.Equal(3.0 / 7, card.ErrorShare);
    }

    [DatabaseFact]
    public async Task A_channel_tells_its_last_answer_however_many_attempts_of_others_came_since()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-20");
        (string Order, string Channel, string Day, string State)[] attempts =
        [
            ("a-year-ago", "card", "2025-11-21", "declined"),
            ("b-year-ago", "card", "2025-11-22", "unknown"),
            .. Enumerable.Range(0, 2000).Select(number => ($"c{number}", "gone", "2026-11-21", "succeeded")),
        ];
        await book.Database.InsertRowsAsync(
            "debit_attempt",
            "order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, settled_at, run_id",
            attempts.Select(one => new object?[]
            {
                one.Order, 11, 1, one.Channel, 1, "CNY", "t", "P", one.Day, $"{one.Day}T01:00:00.000Z", one.State, one.State == "unknown" ? null : $"{one.Day}T01:00:01.000Z", 1,
            }));

        Assert.Equal(
            [
                new ChannelHealth("card", new DateTimeOffset(2025, 11, 21, 1, 0, 1, TimeSpan.Zero), 0, 0, null),
                new ChannelHealth("gone", new DateTimeOffset(2026, 11, 21, 1, 0, 1, TimeSpan.Zero), 2000, 0, null),
            ],
            (await ReadAsync(book)).Channels);
    }

    [Fact]
    public async Task When_a_channel_last_answered_is_one_step_into_an_index()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        string statement = book.Database.Statements["status-reader/last-answers"];

        IReadOnlyList<string> plan = await book.RowsAsync($"explain query plan {statement}", new { Channels = """["card"]""" });

        Assert.Contains(plan, step => step.Contains("SEARCH answered USING INDEX debit_attempt_answered (channel=?)", StringComparison.Ordinal));
    }

    [DatabaseFact]
    public async Task Collections_get_what_is_past_the_last_day_of_the_schedule_and_not_what_the_customer_pays_by_hand()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-10-20", "2026-10-21", "2026-10-22");
        await book.AddPlanAsync(2, "2026-10-20");
        await book.ExecuteAsync("update installment_plan set autopay = 0 where plan_id = 2; update installment set status = 'paid' where installment_id = 11");

        // The schedule ends 30 days after the due date: 2026-10-22 has its last try today.
        Assert.Equal(1, (await ReadAsync(book)).StoppedForCollections);
    }

    private static Task<StatusReport> ReadAsync(OperatorBook book)
    {
        var timetable = new JobTimetable(OperatorBook.Shanghai, new Dictionary<string, DailySchedule>());
        var doubts = new DoubtWatch(new ReconciliationStore(book.Database), new DoubtSettings(), book.Clock, NullLogger<DoubtWatch>.Instance);
        return new StatusService(new StatusReader(book.Database), timetable, new AutoDebitSettings(), new ChannelDirectory([OperatorBook.Channel("card")]), doubts, book.Clock).ReadAsync(CancellationToken.None);
    }
}
