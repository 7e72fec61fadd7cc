namespace Worker.Servicing.Ledger;

/// <summary>What a customer bound.</summary>
/// <param name="PaymentMethodId">Its key.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="Channel">The rail it is debited on.</param>
/// <param name="Token">What the channel knows it by; never logged, never shown.</param>
/// <param name="IsActive">False when suspended or revoked.</param>
public sealed record PaymentMethod(long PaymentMethodId, long CustomerId, string Channel, string Token, bool IsActive)
{
    /// <summary>The method without its token, safe for a log.</summary>
    public override string ToString() => $"method {PaymentMethodId} ({Channel})";
}
