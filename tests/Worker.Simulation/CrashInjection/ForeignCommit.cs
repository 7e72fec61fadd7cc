using Worker.Servicing.Channels;
using Worker.Simulation.SmallBooks;

namespace Worker.Simulation.CrashInjection;

/// <summary>
/// Something that another process commits between two calls of a worker, and a second that passes after it; and what may not have
/// happened since.
/// </summary>
/// <param name="world">Where.</param>
/// <param name="point">The call it comes before, counted from 1; 0 for never.</param>
/// <param name="kind">What is committed.</param>
public sealed class ForeignCommit(SmallWorld world, int point, ForeignCommitKind kind) : ICallWatch
{
    private static readonly TimeSpan TakesEffectWithin = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<string> calls = [];
    private readonly HashSet<string> wentOut = new(StringComparer.Ordinal);
    private HashSet<string> opened = [];
    private IReadOnlySet<long> forbidden = new HashSet<long>();
    private string? struck;

    /// <summary>The calls there were.</summary>
    public IReadOnlyList<string> Calls => calls;

    /// <summary>Whether it was committed.</summary>
    public bool IsDone => struck is not null;

    /// <summary>Whether everything may be debited as before, only less of it.</summary>
    public bool OnlyLowersAmounts => kind is ForeignCommitKind.PaidInPart or ForeignCommitKind.FeesWaived;

    public async Task<T> MakeAsync<T>(Call<T> call)
    {
        bool isPoint;
        bool isAfter;
        lock (gate)
        {
            calls.Add(call.Name);
            isPoint = calls.Count == point;
            isAfter = calls.Count > point && point > 0;
        }

        if (isPoint)
        {
            forbidden = await new OtherProcess(world).CommitAsync(kind);
            opened = [.. world.World.Book.Attempts().Select(attempt => attempt.OrderNo)];
            struck = call.Name;
            world.World.MachineTime.Advance(TakesEffectWithin);
        }

        T answer = await call.MakeAsync();
        if (isAfter && call.Name.Split(' ') is ["debit", string order] && answer is ChannelAnswer { Outcome: not ChannelOutcome.NotSent })
        {
            lock (gate)
            {
                wentOut.Add(order);
            }
        }

        return answer;
    }

    /// <summary>What was done on facts that were no longer so; a line each.</summary>
    public IEnumerable<string> FindStale()
    {
        IReadOnlyList<AttemptRow> attempts = world.World.Book.Attempts();
        ILookup<long, EntryRow> entries = world.World.Book.Entries().ToLookup(entry => entry.InstallmentId);
        Dictionary<long, long> scheduled = world.World.Book.Query<Scheduled>("select installment_id as InstallmentId, principal + interest as Amount from installment")
            .ToDictionary(part => part.InstallmentId, part => part.Amount);
        foreach (AttemptRow attempt in attempts)
        {
            bool isNew = !opened.Contains(attempt.OrderNo);
            long atMost = scheduled[attempt.InstallmentId]
                + entries[attempt.InstallmentId].Where(entry => entry.Kind == "late_fee").Sum(entry => entry.Amount)
                - entries[attempt.InstallmentId].Where(entry => entry.Kind is "waiver" || (entry.Kind == "payment" && entry.OrderNo is null)).Sum(entry => entry.Amount);
            if (isNew && forbidden.Contains(attempt.InstallmentId))
            {
                yield return $"{Ending.Faulty}installment {attempt.InstallmentId}: an attempt was opened after it was forbidden";
            }

            if (wentOut.Contains(attempt.OrderNo) && forbidden.Contains(attempt.InstallmentId))
            {
                yield return $"{Ending.Faulty}installment {attempt.InstallmentId}: an order went out more than a second after it was forbidden";
            }

            if ((isNew || wentOut.Contains(attempt.OrderNo)) && attempt.Amount > atMost)
            {
                yield return $"{Ending.Faulty}installment {attempt.InstallmentId}: {attempt.Amount} were asked for, and {atMost} were owed";
            }
        }
    }

    public override string ToString() => $"{kind} before call {point} ({struck ?? "never reached"})";

    private sealed class Scheduled
    {
        public long InstallmentId { get; init; }

        public long Amount { get; init; }
    }
}
