namespace Worker.Simulation.Concurrency;

/// <summary>A clock that is ahead of another, or behind, and tells when somebody sleeps by it.</summary>
/// <param name="inner">The right time.</param>
/// <param name="ahead">How far it is ahead; negative for behind.</param>
/// <param name="sleeps">Somebody begins to wait for one instant. Who waits for a beat again and again does not sleep.</param>
/// <param name="wakesUp">That instant has come, or the waiting was given up.</param>
public sealed class SkewedClock(TimeProvider inner, TimeSpan ahead, Action? sleeps = null, Action? wakesUp = null) : TimeProvider
{
    private readonly TimeProvider inner = inner;
    private readonly Action? sleeps = sleeps;
    private readonly Action? wakesUp = wakesUp;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + ahead;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        period == Timeout.InfiniteTimeSpan && dueTime != Timeout.InfiniteTimeSpan
            ? new Sleeper(this, callback, state, dueTime)
            : inner.CreateTimer(callback, state, dueTime, period);

    private sealed class Sleeper : ITimer
    {
        private readonly SkewedClock clock;
        private readonly ITimer timer;
        private int isAwake;

        public Sleeper(SkewedClock clock, TimerCallback callback, object? state, TimeSpan dueTime)
        {
            this.clock = clock;
            clock.sleeps?.Invoke();
            timer = clock.inner.CreateTimer(
                _ =>
                {
                    WakeUp();
                    callback(state);
                },
                null,
                dueTime,
                Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            WakeUp();
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            WakeUp();
            return timer.DisposeAsync();
        }

        private void WakeUp()
        {
            if (Interlocked.Exchange(ref isAwake, 1) == 0)
            {
                clock.wakesUp?.Invoke();
            }
        }
    }
}
