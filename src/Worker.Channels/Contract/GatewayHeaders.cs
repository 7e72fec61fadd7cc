namespace Worker.Channels.Contract;

/// <summary>The headers of the gateway contract.</summary>
internal static class GatewayHeaders
{
    /// <summary>The order number once more, for gateways that look no further than headers.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>When the request was signed, in unix seconds.</summary>
    public const string Timestamp = "X-Timestamp";

    /// <summary>See <see cref="RequestSignature"/>.</summary>
    public const string Signature = "X-Signature";
}
