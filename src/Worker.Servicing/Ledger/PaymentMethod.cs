namespace Worker.Servicing.Ledger;

/// <param name="Token">What the channel knows it by; never logged, never shown.</param>
public sealed record PaymentMethod(long PaymentMethodId, long CustomerId, string Channel, string Token, bool IsActive)
{
    /// <summary>The agreement that allows debiting it.</summary>
    public Mandate Mandate { get; init; } = Mandate.WithoutLimits;

    /// <summary>
    /// Since when it can be debited: when it came, was reactivated or got a new token. Null for a method that was there
    /// before its customer's plans, which is new to none of them.
    /// </summary>
    public DateTimeOffset? ActiveSince { get; init; }

    /// <summary>The method without its token, safe for a log.</summary>
    public override string ToString() => $"method {PaymentMethodId} ({Channel})";
}
