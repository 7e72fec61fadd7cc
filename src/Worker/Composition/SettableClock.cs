namespace Worker.Composition;

/// <summary>
/// A business clock that is set by hand: fixed for a rehearsal (<c>--now</c>), moved from one time of the day to
/// the next by the demo. Timers made from it run in real time.
/// </summary>
public sealed class SettableClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Set(DateTimeOffset instant) => Interlocked.Exchange(ref ticks, instant.UtcTicks);
}
