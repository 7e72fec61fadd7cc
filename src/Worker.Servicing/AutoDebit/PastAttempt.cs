namespace Worker.Servicing.AutoDebit;

/// <summary>An earlier attempt, as far as schedule and budget care.</summary>
public sealed record PastAttempt
{
    public required long InstallmentId { get; init; }

    public required long PaymentMethodId { get; init; }

    /// <summary>The business date it was for.</summary>
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
