namespace Worker.Servicing.Operations;

/// <summary>
/// The due days before today, read once for all viewers: they are many rows, and only late payments change them. After a minute the
/// last reading is shown once more while the next one is made.
/// </summary>
public sealed class DueDayHistory(ITodayReader reader, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private Reading? last;
    private Reading? next;

    /// <summary>What fell due from one day to another, both included, no older than an hour.</summary>
    public async Task<DueDays> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        Reading reading = Choose(from, to, time.GetUtcNow());
        return new DueDays(reading.ReadAt, await reading.Days.WaitAsync(cancellationToken));
    }

    private Reading Choose(DateOnly from, DateOnly to, DateTimeOffset now)
    {
        lock (gate)
        {
            if (next is { Days.IsCompleted: true })
            {
                last = next.Days.IsCompletedSuccessfully ? next : last;
                next = null;
            }

            Reading? known = last is not null && last.IsOf(from, to) && last.AgeAt(now) <= Shown ? last : null;
            if (known is not null && known.AgeAt(now) <= Fresh)
            {
                return known;
            }

            if (next is null || !next.IsOf(from, to))
            {
                next = new Reading(from, to, now, Task.Run(() => reader.ReadDueDaysAsync(from, to, CancellationToken.None), CancellationToken.None));
            }

            return known ?? next;
        }
    }

    private sealed record Reading(DateOnly From, DateOnly To, DateTimeOffset ReadAt, Task<IReadOnlyList<DueDay>> Days)
    {
        public bool IsOf(DateOnly from, DateOnly to) => From == from && To == to;

        // A clock that was set back makes what was read old.
        public TimeSpan AgeAt(DateTimeOffset now) => now < ReadAt ? TimeSpan.MaxValue : now - ReadAt;
    }
}

/// <param name="Days">The days, in the order of currencies and days.</param>
public sealed record DueDays(DateTimeOffset ReadAt, IReadOnlyList<DueDay> Days);
