namespace Worker.Testing;

/// <summary>
/// A clock that a test moves. Timers made from it fire while it is moved, in order of their due times.
/// </summary>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private DateTimeOffset now = start.ToUniversalTime();

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    public void MoveTo(DateTimeOffset instant)
    {
        while (true)
        {
            FakeTimer? next;
            lock (gate)
            {
                next = timers.Where(timer => timer.DueAt <= instant).MinBy(timer => timer.DueAt);
                now = next is null ? instant.ToUniversalTime() : Max(now, next.DueAt);
                if (next is null)
                {
                    return;
                }

                next.Rearm();
            }

            next.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private sealed class FakeTimer(FakeClock clock, Action callback) : ITimer
    {
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset DueAt { get; private set; } = DateTimeOffset.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool fireNow;
            lock (clock.gate)
            {
                this.period = period;
                clock.timers.Remove(this);
                fireNow = dueTime == TimeSpan.Zero;
                if (fireNow ? period > TimeSpan.Zero : dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueAt = clock.now + (fireNow ? period : dueTime);
                    clock.timers.Add(this);
                }
            }

            if (fireNow)
            {
                callback();
            }

            return true;
        }

        public void Rearm()
        {
            if (period > TimeSpan.Zero)
            {
                DueAt += period;
            }
            else
            {
                clock.timers.Remove(this);
            }
        }

        public void Fire() => callback();

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
