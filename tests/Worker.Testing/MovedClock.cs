using Microsoft.Extensions.Time.Testing;

namespace Worker.Testing;

public static class MovedClock
{
    /// <summary>Sets a clock to an instant. Forward, timers fire on the way; back, as somebody sets a machine's clock, none does.</summary>
    public static void MoveTo(this FakeTimeProvider clock, DateTimeOffset instant)
    {
        instant = instant.ToUniversalTime();
        if (instant >= clock.GetUtcNow())
        {
            clock.SetUtcNow(instant);
        }
        else
        {
            clock.AdjustTime(instant);
        }
    }
}
