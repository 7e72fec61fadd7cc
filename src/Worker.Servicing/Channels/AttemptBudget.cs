using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Channels;

/// <summary>At most this many attempts on one payment method within a rolling window.</summary>
/// <param name="Attempts">1 or more.</param>
public sealed record AttemptBudget(
    [property: Required, Range(1, 10_000)] int Attempts,
    [property: KeyName(""), Duration("Hours", 1, 8760), Duration("Days", 1, 365), Allowed("is a budget without its window: either Hours or Days, one of the two")]
    TimeSpan Window)
{
    private AttemptBudget()
        : this(0, TimeSpan.Zero)
    {
    }
}
