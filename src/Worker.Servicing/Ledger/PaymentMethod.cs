namespace Worker.Servicing.Ledger;

public sealed record PaymentMethod(long PaymentMethodId, long CustomerId, string Channel, string Token, bool IsActive)
{
    public Mandate Mandate { get; init; } = Mandate.WithoutLimits;

    /// <summary>
    /// Since when it can be debited: when it came, was reactivated or got a new token. Null for a method that was there
    /// before its customer's plans, which is new to none of them.
    /// </summary>
    public DateTimeOffset? ActiveSince { get; init; }

    public override string ToString() => $"method {PaymentMethodId} ({Channel})";
}
