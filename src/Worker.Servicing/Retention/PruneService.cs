using Worker.Servicing.Calendar;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Servicing.Retention;

/// <summary>
/// Removes finished messages, settled attempts, finished runs and notices before debits that are older than their retention and that no rule, no
/// check and no job needs any more. It may run while the jobs do, and be stopped at any time.
/// </summary>
public sealed class PruneService(
    IEnumerable<IRetainedRecords> records, IAuditLog audit, RetentionSettings settings, BusinessZone zone, TimeProvider time)
{
    private readonly IRetainedRecords[] records = [.. records.OrderBy(kind => kind.Order)];

    public async Task<PruneReport> PreviewAsync(IProgress<PruneProgress>? progress, CancellationToken cancellationToken)
    {
        PruneHorizons horizons = HorizonsNow();
        return new PruneReport(true, horizons, Sum(await FindAsync(horizons, progress, cancellationToken)));
    }

    /// <summary>Removes it. Where there is nothing to remove, nothing is written, the audit log included.</summary>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    public async Task<PruneReport> PruneAsync(OperatorNote note, IProgress<PruneProgress>? progress, CancellationToken cancellationToken)
    {
        PruneHorizons horizons = HorizonsNow();
        List<Found> found = await FindAsync(horizons, progress, cancellationToken);
        var pruned = default(PruneCounts);
        if (found.Count > 0)
        {
            await audit.WriteAsync(ActionOf(note, $"begun: {Describe(Sum(found), horizons)}"), cancellationToken);
            pruned = await RemoveAsync(found, horizons, progress, cancellationToken);
            await audit.WriteAsync(ActionOf(note, $"done: {Describe(pruned, horizons)}"), cancellationToken);
        }

        return new PruneReport(false, horizons, pruned);
    }

    private AuditEntry ActionOf(OperatorNote note, string detail) =>
        new(time.GetUtcNow(), note.Actor, "prune", "messages, attempts, runs", note.Reason, detail);

    private PruneHorizons HorizonsNow() => PruneHorizons.At(time.GetUtcNow(), settings, zone);

    private async Task<List<Found>> FindAsync(PruneHorizons horizons, IProgress<PruneProgress>? progress, CancellationToken cancellationToken)
    {
        var found = new List<Found>();
        foreach (IRetainedRecords kind in records)
        {
            KeyRange keys = await kind.ReadKeysAsync(horizons, cancellationToken);
            for (long after = keys.After; after < keys.To; after += kind.Window)
            {
                var range = new KeyRange(after, Math.Min(after + kind.Window, keys.To));
                PruneCounts counts = await kind.CountAsync(range, horizons, cancellationToken);
                if (!counts.IsEmpty)
                {
                    found.Add(new Found(kind, range, counts));
                }

                progress?.Report(new PruneProgress(PruneStage.Looking, kind.Name, range.To - keys.After, keys.To - keys.After));
            }
        }

        return found;
    }

    private static async Task<PruneCounts> RemoveAsync(
        List<Found> found, PruneHorizons horizons, IProgress<PruneProgress>? progress, CancellationToken cancellationToken)
    {
        var pruned = default(PruneCounts);
        foreach (IGrouping<IRetainedRecords, Found> ofKind in found.GroupBy(one => one.Records))
        {
            int ranges = ofKind.Count();
            foreach ((int index, Found one) in ofKind.Index())
            {
                pruned = pruned.Plus(await one.Records.PruneAsync(one.Range, horizons, cancellationToken));
                progress?.Report(new PruneProgress(PruneStage.Removing, one.Records.Name, index + 1, ranges));
            }
        }

        return pruned;
    }

    private static PruneCounts Sum(IEnumerable<Found> found) =>
        found.Aggregate(default(PruneCounts), (sum, one) => sum.Plus(one.Counts));

    private static string Describe(PruneCounts counts, PruneHorizons horizons) =>
        $"{counts.Messages} messages finished before {Text(horizons.Messages)}, {counts.Attempts} attempts settled before {Text(horizons.Attempts)}, "
        + $"{counts.Runs} runs finished before {Text(horizons.Runs)}, "
        + $"{counts.Notices} notices that ended before {Text(horizons.Notices)}, {counts.Sessions} sessions over before {Text(horizons.Sessions)}";

    private static string Text(PruneHorizon horizon) => $"{horizon.Before.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";

    private sealed record Found(IRetainedRecords Records, KeyRange Range, PruneCounts Counts);
}

/// <summary>One kind of record that is kept for a time, and walked by ranges of keys so that nobody waits for the whole of it.</summary>
public interface IRetainedRecords
{
    /// <summary>What they are called: <c>messages</c>, <c>attempts</c>, <c>runs</c>.</summary>
    string Name { get; }

    /// <summary>Kinds are pruned in this order: what refers to another kind goes before it.</summary>
    int Order { get; }

    /// <summary>How many keys to look at in one go, 1 or more.</summary>
    int Window { get; }

    Task<KeyRange> ReadKeysAsync(PruneHorizons horizons, CancellationToken cancellationToken);

    Task<PruneCounts> CountAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what may go from a range, about 500 rows to a transaction, and returns how much that was. What is interrupted
    /// stays done as far as it came; again, or twice at once, it removes what is left.
    /// </summary>
    Task<PruneCounts> PruneAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken);
}

/// <summary>How many rows, by what they were; each 0 or more.</summary>
public readonly record struct PruneCounts(
    long Messages, long Attempts, long Runs, long RunSlices, long RunTallies, long RunErrors, long Notices = 0, long Sessions = 0)
{
    public bool IsEmpty => this == default;

    public PruneCounts Plus(PruneCounts other) => new(
        Messages + other.Messages,
        Attempts + other.Attempts,
        Runs + other.Runs,
        RunSlices + other.RunSlices,
        RunTallies + other.RunTallies,
        RunErrors + other.RunErrors,
        Notices + other.Notices,
        Sessions + other.Sessions);
}

/// <summary>A point in time on both clocks: what was over before it is old.</summary>
public readonly record struct PruneHorizon(DateTimeOffset Before, DateOnly BeforeDate);

public sealed record PruneHorizons(PruneHorizon Messages, PruneHorizon Attempts, PruneHorizon Runs, PruneHorizon Notices, PruneHorizon Sessions)
{
    public static PruneHorizons At(DateTimeOffset now, RetentionSettings settings, BusinessZone zone)
    {
        return new PruneHorizons(
            DaysAgo(settings.MessageDays), DaysAgo(settings.AttemptDays), DaysAgo(settings.RunDays), DaysAgo(settings.NoticeDays), DaysAgo(settings.SessionDays));

        PruneHorizon DaysAgo(int days)
        {
            DateTimeOffset before = now.AddDays(-days);
            return new PruneHorizon(before, zone.DateAt(before));
        }
    }
}

public sealed record PruneReport(bool IsPreview, PruneHorizons Horizons, PruneCounts Counts);

/// <summary>Reported after every range of keys.</summary>
public sealed record PruneProgress(PruneStage Stage, string Records, long Done, long Of);

public enum PruneStage
{
    Looking = 1,

    Removing,
}
