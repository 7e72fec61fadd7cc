namespace Worker.Servicing.Ledger;

/// <param name="Token">What the channel knows it by; never logged, never shown.</param>
public sealed record PaymentMethod(long PaymentMethodId, long CustomerId, string Channel, string Token, bool IsActive)
{
    /// <summary>The method without its token, safe for a log.</summary>
    public override string ToString() => $"method {PaymentMethodId} ({Channel})";
}
