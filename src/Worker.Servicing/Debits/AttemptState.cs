namespace Worker.Servicing.Debits;

/// <summary>The first three states are in doubt: they block every other debit of the installment.</summary>
public enum AttemptState
{
    /// <summary>Sent, or about to be; no answer is known.</summary>
    Unknown = 1,

    /// <summary>The channel has it and has not settled it.</summary>
    Pending,

    /// <summary>The channel says for good that it never arrived: the same order is sent again.</summary>
    Lost,

    Succeeded,

    /// <summary>Refused for a reason that lies with the payment method.</summary>
    Declined,

    /// <summary>The request itself is wrong: an operator has to act.</summary>
    Rejected,

    /// <summary>Certainly never processed, and given up: it does not count as an attempt.</summary>
    Withdrawn,
}

public static class AttemptStates
{
    public static string Name(this AttemptState state) => state switch
    {
        AttemptState.Unknown => "unknown",
        AttemptState.Pending => "pending",
        AttemptState.Lost => "lost",
        AttemptState.Succeeded => "succeeded",
        AttemptState.Declined => "declined",
        AttemptState.Rejected => "rejected",
        AttemptState.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <exception cref="FormatException">No state has that name.</exception>
    public static AttemptState Parse(string name) =>
        Enum.GetValues<AttemptState>().Cast<AttemptState?>().FirstOrDefault(state => state!.Value.Name() == name)
        ?? throw new FormatException($"'{name}' is not a state of a debit attempt.");

    /// <summary>True while the outcome is not known.</summary>
    public static bool IsInDoubt(this AttemptState state) => state is AttemptState.Unknown or AttemptState.Pending or AttemptState.Lost;
}

/// <summary>
/// An attempt that counts for the retry schedule: one that reached the channel. A hard decline (another method is tried at
/// once), an attempt that was withdrawn and a channel outage do not.
/// </summary>
public readonly record struct CountedAttempt(DateOnly BusinessDate, DateTimeOffset SentAt);

/// <summary>What the retry schedule and the budgets need to know of an earlier attempt.</summary>
public sealed record EarlierAttempt
{
    public required long InstallmentId { get; init; }

    public required long PaymentMethodId { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required string Channel { get; init; }

    /// <summary>The channel's code of its decline; null when it was not declined, or without one.</summary>
    public string? DeclineCode { get; init; }

    /// <summary>What the channel advised with its decline.</summary>
    public string? AdviceCode { get; init; }

    /// <summary>
    /// True when it was declined for good: the method was at fault, the next one was tried at once, and the installment's
    /// schedule does not count it.
    /// </summary>
    public bool IsHardDecline { get; init; }
}
