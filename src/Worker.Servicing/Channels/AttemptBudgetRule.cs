using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Channels;

/// <summary>Whether a payment method's budgets leave room for one more attempt. No schedule may exceed them.</summary>
public static class AttemptBudgetRule
{
    /// <summary>The first budget that leaves no room; null when every one does.</summary>
    /// <param name="attempts">For each budget, in the same order, how many attempts lie in its window now.</param>
    /// <exception cref="ArgumentException">There are not as many counts as budgets.</exception>
    public static AttemptBudget? FirstExhausted(IReadOnlyList<AttemptBudget> budgets, IReadOnlyList<int> attempts)
    {
        if (budgets.Count != attempts.Count)
        {
            throw new ArgumentException($"There are {budgets.Count} budgets and {attempts.Count} counts.", nameof(attempts));
        }

        for (int i = 0; i < budgets.Count; i++)
        {
            if (attempts[i] >= budgets[i].Attempts)
            {
                return budgets[i];
            }
        }

        return null;
    }

    /// <summary>The first budget that leaves no room; null when every one does.</summary>
    /// <param name="sentAt">When attempts on the method were sent, in any order, further back than the longest window or not.</param>
    public static AttemptBudget? FirstExhausted(
        IReadOnlyList<AttemptBudget> budgets,
        IReadOnlyCollection<DateTimeOffset> sentAt,
        DateTimeOffset now) =>
        FirstExhausted(
            budgets,
            [.. budgets.Select(budget => sentAt.Count(sent => sent <= now && now - sent < budget.Window))]);
}

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
