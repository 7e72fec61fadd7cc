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

    /// <summary>Moves a clock on by a step whenever nothing has happened for a while, until something is so.</summary>
    /// <param name="what">What is waited for, for who reads that it never came.</param>
    /// <returns>By how many steps.</returns>
    public static async Task<int> StepUntilAsync(this FakeTimeProvider clock, TimeSpan step, Func<bool> isSo, string what)
    {
        const int LooksWithoutAStep = 5;
        int looks = 0;
        int steps = 0;
        await Eventually.UntilAsync(
            () =>
            {
                bool isReached = isSo();
                if (!isReached && ++looks % LooksWithoutAStep == 0)
                {
                    clock.Advance(step);
                    steps++;
                }

                return isReached;
            },
            what);
        return steps;
    }
}
