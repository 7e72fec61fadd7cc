namespace Worker.Servicing.Operators;

/// <summary>
/// The due days before today, read once for everybody who looks within a minute: they are many rows, and change by what comes
/// in late alone.
/// </summary>
/// <param name="reader">Reads them.</param>
/// <param name="time">The business clock.</param>
public sealed class DueDayHistory(ITodayReader reader, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private (DateOnly From, DateOnly To, DateTimeOffset ReadAt, Task<IReadOnlyList<DueDay>> Days)? last;

    /// <summary>What fell due from one day to another, both included, as it stood a minute ago at most.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="cancellationToken">Stops waiting; whoever else waits gets an answer all the same.</param>
    public Task<IReadOnlyList<DueDay>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (last is not { } known || known.From != from || known.To != to || known.Days.IsFaulted || known.Days.IsCanceled
                || now - known.ReadAt > GoodFor || now < known.ReadAt)
            {
                last = known = (from, to, now, Task.Run(() => reader.ReadDueDaysAsync(from, to, CancellationToken.None), CancellationToken.None));
            }

            return known.Days.WaitAsync(cancellationToken);
        }
    }
}
