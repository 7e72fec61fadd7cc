namespace Worker.Servicing.AutoDebit;

/// <summary>An earlier attempt, as far as schedule and budget care.</summary>
public sealed record PastAttempt
{
    /// <summary>The installment it was for.</summary>
    public required long InstallmentId { get; init; }

    /// <summary>The method it debited.</summary>
    public required long PaymentMethodId { get; init; }

    /// <summary>The business date it was for.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>
    /// True when it was declined for good: the method was at fault, the next one was tried at once, and the installment's
    /// schedule does not count it.
    /// </summary>
    public bool IsHardDecline { get; init; }
}
