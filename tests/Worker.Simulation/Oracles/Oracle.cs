using Worker.Channels.Sandbox;
using Worker.Simulation.Execution;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Oracles;

/// <summary>
/// Says what must hold, from the rules as they are written down and in none of the worker's own words: slow, simple, and
/// sharing no code with jobs and rules. It has from the story what people do, from the gateway what channels say, and looks at
/// every run: a run that nothing disturbed has done exactly what the rules say; one that was, nothing that they forbid.
/// </summary>
public sealed class Oracle
{
    private const string Remind = "remind";
    private const int ReplayedDays = 3;

    private readonly OracleMemory memory;
    private readonly StatusCheck statuses;
    private readonly MessageCheck messages;
    private readonly AutoDebitCheck debits;
    private readonly ReconcileCheck doubts;
    private readonly FeesCheck fees;
    private readonly MailCheck mail;
    private readonly ActionCheck actions;
    private readonly DayCheck days;
    private readonly Dictionary<long, StartedRun> active = [];

    public Oracle(Story story)
    {
        Clock = new OracleClock(story.Zone);
        memory = new OracleMemory(story, Clock);
        statuses = new StatusCheck(memory);
        messages = new MessageCheck(memory);
        var settlement = new SettlementCheck(memory, statuses, messages);
        debits = new AutoDebitCheck(memory, settlement);
        doubts = new ReconcileCheck(memory, settlement);
        fees = new FeesCheck(memory, statuses);
        mail = new MailCheck(memory, messages);
        actions = new ActionCheck(memory, statuses, messages);
        days = new DayCheck(memory, statuses, messages);
    }

    public OracleClock Clock { get; }

    /// <summary>What is wrong, in the order in which it was found.</summary>
    public IReadOnlyList<string> Findings => memory.Findings;

    /// <summary>How many runs were looked at.</summary>
    public int Runs { get; private set; }

    public IReadOnlyList<StartedRun> ActiveRuns => [.. active.Values];

    public StartedRun? ActiveRun(string job) => active.Values.FirstOrDefault(run => run.Job == job);

    public StartedRun? ActiveRun(long runId) => active.GetValueOrDefault(runId);

    /// <summary>The book was imported.</summary>
    public void Loaded(Facts facts, DateTimeOffset now)
    {
        actions.CheckPayments(memory.Story.Prepayments, Clock.DateAt(now), facts);
        foreach (PartFact part in facts.Parts.Where(part => part.DueOn != memory.Parts[part.Installment].DueOn))
        {
            memory.Say($"{part.Installment}: due on {part.DueOn:yyyy-MM-dd} after rolling, and ought to be on {memory.Parts[part.Installment].DueOn:yyyy-MM-dd}");
        }

        LedgerCheck.CheckUnchanged(memory, facts);
        statuses.AfterMovesOfMoney(now);
        statuses.Check(facts);
    }

    /// <summary>A run began, or a worker joined it.</summary>
    public void Opened(StartedRun run) => active[run.RunId] = run;

    /// <summary>A run has ended for good.</summary>
    public void Ended(StartedRun run, string state)
    {
        active.Remove(run.RunId);
        if (state is "completed" or "set-aside" or "stopped")
        {
            if (!memory.Finished.TryGetValue(run.Job, out SortedSet<DateOnly>? dates))
            {
                memory.Finished.Add(run.Job, dates = []);
            }

            dates.Add(run.BusinessDate);
        }
    }

    /// <summary>A run did what it did; where its worker died, as far as it came.</summary>
    public void Closed(StartedRun run, ObservedRun seen, Facts facts)
    {
        Runs++;
        switch (run.Job)
        {
            case "mark-overdue":
                statuses.CheckClose(run, seen, facts);
                messages.ExpectPayments(run, seen);
                break;
            case "late-fees":
                fees.Check(run, seen, facts);
                break;
            case Remind:
                messages.CheckNotices(run, seen, facts);
                break;
            case "auto-debit":
                debits.Check(run, seen, facts);
                break;
            case "reconcile":
                doubts.Check(seen, facts);
                break;
            default:
                mail.Check(seen, facts);
                break;
        }

        if (run.Job is not ("auto-debit" or "reconcile"))
        {
            CheckNothingElse(run.Job, seen, facts);
        }
    }

    /// <summary>The newest business date that a job has finished.</summary>
    public DateOnly? NewestOf(string job) => memory.NewestOf(job);

    /// <summary>A job's time came and nothing disturbed it: it has done that day, and what it owed of the days before.</summary>
    /// <param name="job">The job.</param>
    /// <param name="now">Its time.</param>
    /// <param name="newestBefore">The newest day that it had finished by then: what was missed is what came after it.</param>
    public void Dispatched(string job, DateTimeOffset now, DateOnly? newestBefore)
    {
        DateOnly today = Clock.DateAt(now);
        DateOnly expected = job is "mark-overdue" or "late-fees" ? today.AddDays(-1) : today;
        if (!(memory.NewestOf(job) >= expected))
        {
            memory.Say($"{job} did not run for {expected:yyyy-MM-dd}");
        }

        for (int back = job == Remind ? ReplayedDays : 0; back > 0; back--)
        {
            if (today.AddDays(-back) is var missed && missed > newestBefore && !memory.Finished[job].Contains(missed))
            {
                memory.Say($"{job} did not make up for {missed:yyyy-MM-dd}");
            }
        }
    }

    /// <summary>Somebody did something.</summary>
    public void Acted(StoryAction action, string? refusal, DateTimeOffset now, Facts facts) => actions.Check(action, refusal, now, facts);

    /// <summary>A day is over.</summary>
    public void DayClosed(
        Facts facts, IReadOnlyList<AccountSeen> accounts, IReadOnlyList<SandboxLedgerEntry> sandbox, IReadOnlyList<string> violations) =>
        days.Check(facts, accounts, sandbox, violations);

    private void CheckNothingElse(string job, ObservedRun seen, Facts facts)
    {
        if (seen.Calls.Count > 0)
        {
            memory.Say($"order {seen.Calls[0].OrderNo} was sent or asked about by a job that has no business with it");
        }

        if (seen.Notices.Count > 0 && job != Remind)
        {
            memory.Say($"notice {seen.Notices[0].Notice} was given by a job that has no business with it");
        }

        LedgerCheck.CheckUnchanged(memory, facts);
        LedgerCheck.CheckAttempts(memory, facts);
        LedgerCheck.CheckMethods(memory, facts);
        LedgerCheck.CheckNotices(memory, facts);
        statuses.Check(facts);
        messages.Check(facts);
    }
}
