using Worker.Data.Consistency;
using Worker.Data.Ledger;
using Worker.Servicing.Consistency;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;
using Worker.Simulation.Oracles;

namespace Worker.Simulation.Execution;

/// <summary>Shows the oracle every run as it ends, every death, and every day as it closes.</summary>
internal sealed class StoryWatcher(World world, Oracle oracle, FactReader reader, GatewayObserver gateway, Mailbox mailbox) : IRunObserver
{
    private CrashPlan crashes = new();
    private int faultsBefore;
    private int callsSeen;
    private int noticesSeen;
    private int mailsSeen;
    private ActedMeanwhile? meanwhile;

    /// <summary>Another worker was started, with faults of its own.</summary>
    public void Started(CrashPlan itsMortality)
    {
        crashes = itsMortality;
        faultsBefore = 0;
        meanwhile = null;
    }

    public Task OpenedAsync(OpenedRun opened)
    {
        if (opened.Opening == RunOpening.AlreadyFinished)
        {
            return Task.CompletedTask;
        }

        if (oracle.ActiveRun(opened.Run.Job) is StartedRun left && left.RunId != opened.Run.RunId)
        {
            // Superseded: what its worker had done was looked at when it died.
            oracle.Ended(left, RunState.Superseded.Name());
        }

        faultsBefore = crashes.Faults;
        oracle.Opened(new StartedRun(
            opened.Run.RunId, opened.Run.Job, opened.Run.BusinessDate, world.Clock.GetUtcNow(), opened.Opening == RunOpening.Joined));
        return Task.CompletedTask;
    }

    public async Task ClosedAsync(long runId, RunState state)
    {
        if (oracle.ActiveRun(runId) is StartedRun run)
        {
            bool isDisturbed = run.IsJoined || crashes.Faults > faultsBefore || state is not (RunState.Completed or RunState.SetAside);
            oracle.Closed(run, See(isDisturbed), await reader.ReadAsync());
            oracle.Ended(run, state.Name());
            meanwhile = null;
        }
    }

    private ObservedRun See(bool isDisturbed)
    {
        IReadOnlyList<GatewayCall> calls = gateway.Calls;
        IReadOnlyList<NoticeCall> notices = gateway.Notices;
        var seen = new ObservedRun(
            world.Clock.GetUtcNow(),
            isDisturbed,
            [.. calls.Skip(callsSeen)],
            [.. notices.Skip(noticesSeen)],
            [.. mailbox.Calls.Skip(mailsSeen)],
            calls,
            meanwhile);
        callsSeen = calls.Count;
        noticesSeen = notices.Count;
        mailsSeen = mailbox.Calls.Count;
        return seen;
    }

    /// <summary>Another process did something in the middle of a run: what comes now is judged by it.</summary>
    public void DoneMeanwhile(ActedMeanwhile acted) => meanwhile = acted;

    /// <summary>What a dead worker had done of its run is looked at before another goes on with it.</summary>
    public async Task LookAfterDeathAsync()
    {
        foreach (StartedRun run in oracle.ActiveRuns)
        {
            oracle.Closed(run, See(isDisturbed: true), await reader.ReadAsync());
            string state = await reader.StateOfAsync(run.RunId);
            if (state is not ("cutting" or "active"))
            {
                oracle.Ended(run, state);
            }
        }
    }

    /// <summary>The day is over: looks at the book, at what the channels debited, and at the checks that the worker makes itself.</summary>
    public async Task CloseDayAsync()
    {
        IReadOnlyList<InvariantResult> invariants =
            await new Invariants(new InvariantReader(world.Database), new LedgerRules(world.Settings.Policies, world.Settings.Order))
                .CheckAsync(CancellationToken.None);
        long[] planIds = [.. world.Book.Query<long>("select plan_id from installment_plan")];
        var rules = new LedgerRules(world.Settings.Policies, world.Settings.Order);
        var accounts = new List<AccountSeen>();
        foreach (PlanSnapshot plan in (await new BookReader(world.Database).ReadPlansAsync(planIds, CancellationToken.None)).Values)
        {
            if (plan.TryReplay(rules, out PlanAccount? account, out _))
            {
                accounts.Add(new AccountSeen(
                    plan.PlanReference,
                    account.Credit,
                    account.Installments.ToDictionary(part => $"{plan.PlanReference}-{part.Installment.Number}", part => part.Outstanding, StringComparer.Ordinal)));
            }
        }

        oracle.DayClosed(
            await reader.ReadAsync(),
            accounts,
            await world.SandboxLedger.ReadAsync(),
            [.. invariants.Where(one => !one.Holds).SelectMany(one => one.Examples.Select(example => $"{one.Name}: {example}"))]);
    }
}
