using Worker.Data.Jobs;
using Worker.Data.Operations;
using Worker.Data.Queries;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Operations;

public sealed class RunReaderTests
{
    [DatabaseFact]
    public async Task A_run_is_found_by_what_it_is_asked_for_with_what_it_counted()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-21");
        long run = await BeginAsync(book, JobList.AutoDebit, 21, "auto");
        var reader = new RunReader(book.Database);

        RunRecord found = Assert.Single((await reader.ReadAsync(new RunQuery { Job = JobList.AutoDebit, State = RunState.Active, Trigger = RunTrigger.Manual, From = Day(21), To = Day(21) }, default)).Rows);
        Assert.Equal((run, "li.na", "why not", "job-17"), (found.RunId, found.Actor, found.Reason, found.BackgroundJob));
        RunCounter debited = found.Counters.Single(counter => counter.Name == "debited");
        Assert.Equal((2L, 700L), (debited.Count, debited.Amounts["CNY"]));
        Assert.Empty((await reader.ReadAsync(new RunQuery { To = Day(20) }, default)).Rows);
        Assert.Empty((await reader.ReadAsync(new RunQuery { State = RunState.Failed }, default)).Rows);
        Assert.Equal(run, await reader.FindOccurrenceAsync(JobList.AutoDebit, Day(21), "auto", default));
        Assert.Null(await reader.FindOccurrenceAsync(JobList.AutoDebit, Day(21), "else", default));
    }

    [DatabaseFact]
    public async Task Errors_stand_by_reason_and_lead_to_what_they_are_about()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-21");
        long run = await BeginAsync(book, JobList.AutoDebit, 21, "auto");

        RunDetails details = (await new RunReader(book.Database).FindAsync(run, new RunPart(), default))!;

        Assert.Equal([("rejected", 2L), ("unknown-currency", 1L)], details.Errors.Select(group => (group.Code, group.Count)));
        Assert.Equal(1, Assert.Single(details.Errors[1].Shown.Rows).PlanId);
        Assert.All(details.Errors[0].Shown.Rows, row => Assert.Null(row.InstallmentId));
        Assert.Equal((1L, 100L), (details.Progress.Slices, details.Progress.Keys));
        Assert.Equal((1, "open", 100L), (details.Slices.Rows[0].Number, details.Slices.Rows[0].State, details.Slices.Rows[0].Keys));
        Assert.Null(await new RunReader(book.Database).FindAsync(77, new RunPart(), default));
    }

    [DatabaseFact]
    public async Task A_switch_that_is_turned_stands_in_the_history_and_what_is_open_in_the_calendar()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-21", "2026-11-22", "2026-12-21");
        await new SwitchStore(book.Database).TurnAsync("debits", false, OperatorBook.Note, book.Clock.GetUtcNow(), default);

        SwitchTurn turn = Assert.Single((await new SwitchHistory(book.Database).ReadAsync(long.MaxValue, default)).Rows);
        Assert.Equal(("debits", "off", "li.na", "customer called"), (turn.Name, turn.Side, turn.Actor, turn.Reason));
        Assert.Equal(
            [(Day(21), "CNY", 1L, 100_000L), (Day(22), "CNY", 1L, 100_000L)],
            (await new CalendarReader(book.Database).ReadAsync(Day(21), Day(30), default)).Select(day => (day.DueOn, day.Currency, day.Installments, day.Amount)));
        Assert.Empty((await new DoubtReader(book.Database).ReadAsync("", default)).Rows);
    }

    private static DateOnly Day(int day) => new(2026, 11, day);

    private static async Task<long> BeginAsync(OperatorBook book, string job, int day, string occurrence)
    {
        var runs = new RunStore(book.Database);
        DateTimeOffset now = book.Clock.GetUtcNow();
        OpenedRun opened = await runs.OpenAsync(
            new RunRequest(job, Day(day), occurrence, RunTrigger.Manual, new Actor("li.na"), "why not") { BackgroundJob = "job-17" }, now, now, default);
        var tally = new RunCounters();
        tally.Count("debited", "CNY", 300);
        tally.Count("debited", "CNY", 400);
        tally.Note(new RunError("rejected", "order gone", "wrong"));
        tally.Note(new RunError("rejected", "message 5", null));
        tally.Note(new RunError("unknown-currency", "plan P-1", "XXX"));
        await runs.SaveSlicesAsync(opened.Run.RunId, [new KeyRange(0, 100)], tally, now, default);
        return opened.Run.RunId;
    }
}
