using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Consistency;

/// <summary>
/// The checks of the ledger that <c>worker doctor</c> makes, and the cheap ones among them for a probe. They may run while
/// the jobs do: what is merely under way is no violation.
/// </summary>
public sealed class Invariants(IInvariantReader reader, LedgerRules rules)
{
    private const int BatchSize = 500;

    /// <summary>Makes every check, in the same order each time.</summary>
    public async Task<IReadOnlyList<InvariantResult>> CheckAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Findings>(StringComparer.Ordinal);
        foreach (Invariant invariant in Invariant.All)
        {
            found.Add(invariant.Name, await FindAsync(invariant, cancellationToken));
        }

        var replay = new PlanInvariants(rules, await reader.ReadNewestFeesAsync(cancellationToken), found[Invariant.EntriesInOrder]);
        await ReplayAsync(replay, cancellationToken);
        return [.. found.Values.Concat([replay.Outstanding, replay.Statuses, replay.Fees]).Select(findings => findings.ToResult())];
    }

    /// <summary>Makes the cheap checks alone (<see cref="Invariant.IsCheap"/>), in the same order each time.</summary>
    public async Task<IReadOnlyList<InvariantResult>> CheckCheapAsync(CancellationToken cancellationToken)
    {
        var results = new List<InvariantResult>();
        foreach (Invariant invariant in Invariant.All.Where(one => one.IsCheap))
        {
            results.Add((await FindAsync(invariant, cancellationToken)).ToResult());
        }

        return results;
    }

    private async Task<Findings> FindAsync(Invariant invariant, CancellationToken cancellationToken)
    {
        var findings = new Findings(invariant.Name, invariant.Explanation);
        await foreach (string finding in reader.FindAsync(invariant, cancellationToken))
        {
            findings.Add(finding);
        }

        return findings;
    }

    private async Task ReplayAsync(PlanInvariants replay, CancellationToken cancellationToken)
    {
        KeyRange keys = await reader.ReadPlanKeysAsync(cancellationToken);
        for (long after = keys.After; after < keys.To; after += BatchSize)
        {
            long[] planIds = [.. Enumerable.Range(1, (int)Math.Min(BatchSize, keys.To - after)).Select(step => after + step)];
            PlanReading reading = await reader.ReadPlansAsync(planIds, cancellationToken);
            long[] suspects = [.. reading.Plans.Where(replay.IsSuspect).Select(plan => plan.PlanId)];
            if (suspects.Length == 0 && reading.Unreadable.Count == 0)
            {
                continue;
            }

            // A plan that was written to between the statements that read it looks wrong and is not.
            PlanReading atOnce = await reader.ReadPlansSnapshotAsync(reading.Unreadable.Count == 0 ? suspects : planIds, cancellationToken);
            foreach (string unreadable in atOnce.Unreadable)
            {
                replay.Entries.Add(unreadable);
            }

            foreach (PlanSnapshot plan in atOnce.Plans)
            {
                replay.Check(plan, atOnce.AwaitingStatuses.Contains(plan.PlanId));
            }
        }
    }
}

/// <summary>A check of the ledger that a query makes. The checks that take a replay of every plan come beside these.</summary>
public sealed record Invariant
{
    /// <summary>What payments, waivers and reversals must look like; what a replay finds is counted here too.</summary>
    public const string EntriesInOrder = "entries-in-order";

    private Invariant(string name, string explanation)
    {
        Name = name;
        Explanation = explanation;
    }

    /// <summary>Every one of them, in the order in which they are made.</summary>
    public static IReadOnlyList<Invariant> All { get; } =
    [
        new("payments-match-attempts", "Every debited payment is a succeeded attempt with the same amount, currency, installment and date, and the other way round."),
        new("imported-payments", "Every other payment was imported, and every imported entry is a payment."),
        new("open-debits-match", "Whatever blocks an installment is an attempt of it that is in doubt.") { IsCheap = true },
        new("doubts-block", "Every attempt in doubt blocks its installment."),
        new("one-success-per-order", "An order number has at most one payment."),
        new("messages-unique", "There is one message per kind, installment and date or attempt, and no receipt without a debit."),
        new("messages-queued", "Every message that waits has a time at which it is tried next, and no other has."),
        new("active-runs-match", "Every run that has not ended is the active one of its job, and the other way round.") { IsCheap = true },
        new("tallies-match-runs", "What the runs counted as debited is what the ledger holds."),
        new("declines-match-runs", "What the runs counted as declined, rejected or given up is what the attempts say."),
        new("fees-match-runs", "What the runs counted as late fees, posted and taken back, is what the ledger holds."),
        new("notices-match-runs", "What the runs counted as notices written and debits to give a receipt for is what is in the outbox."),
        new("mails-match-runs", "What the runs counted as sent is what the outbox says was sent."),
        new("schedules-add-up", "The principals of a plan's installments add up to the plan's."),
        new("overdue-since-due-dates", "An installment is overdue since the day after its due date, and has such a day only while it is overdue."),
        new(EntriesInOrder, "Every reversal takes back one payment or waiver of its plan, and what payments and waivers brought is allocated, credit, or lapsed, to the last unit."),
    ];

    public string Name { get; }

    public string Explanation { get; }

    /// <summary>
    /// True when its query steps into indexes alone, at a cost that depends on what is under way and not on how large the
    /// book is: a probe may ask every few seconds.
    /// </summary>
    public bool IsCheap { get; private init; }
}

/// <param name="Violations">How many things break it, 0 or more.</param>
public sealed record InvariantResult(string Name, bool Holds, long Violations, IReadOnlyList<string> Examples, string Explanation);

/// <summary>Counts what a check finds and keeps the first few, however many there are.</summary>
internal sealed class Findings(string name, string explanation)
{
    private const int MaximumExamples = 5;

    private readonly List<string> examples = [];
    private long count;

    public void Add(string finding)
    {
        count++;
        if (examples.Count < MaximumExamples)
        {
            examples.Add(finding);
        }
    }

    public InvariantResult ToResult() => new(name, count == 0, count, [.. examples], explanation);
}

/// <summary>Reads what the checks of the ledger look at, with memory that does not grow with the book.</summary>
public interface IInvariantReader
{
    /// <summary>What breaks a check, a sentence each; all of it as of one instant.</summary>
    IAsyncEnumerable<string> FindAsync(Invariant invariant, CancellationToken cancellationToken);

    Task<KeyRange> ReadPlanKeysAsync(CancellationToken cancellationToken);

    /// <summary>The plans with these keys. What other processes write during the read may show in one part of a plan and not in another.</summary>
    Task<PlanReading> ReadPlansAsync(IReadOnlyCollection<long> planIds, CancellationToken cancellationToken);

    /// <summary>The same, every part of every plan as of one moment. Nobody is kept from writing.</summary>
    Task<PlanReading> ReadPlansSnapshotAsync(IReadOnlyCollection<long> planIds, CancellationToken cancellationToken);

    /// <summary>Up to which closed day late fees were posted; null when they never were.</summary>
    Task<FeesBrought?> ReadNewestFeesAsync(CancellationToken cancellationToken);
}

public sealed record PlanReading(IReadOnlyList<PlanSnapshot> Plans, IReadOnlyList<string> Unreadable)
{
    /// <summary>Which of the plans have statuses that the next run of mark-overdue is to derive anew; only known when all was read as of one moment.</summary>
    public IReadOnlySet<long> AwaitingStatuses { get; init; } = new HashSet<long>();
}

public sealed record FeesBrought(DateOnly ClosedDay, long LedgerMark, long LastPlanId);
