using System.Text.Json.Serialization;

namespace Worker.Channels.Contract;

/// <summary>
/// How the contract's bodies are read and written. A key that occurs twice is refused: which of two statuses is meant would be a
/// guess. Unknown keys are ignored, so a gateway may send more than the contract asks.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DebitRequest))]
[JsonSerializable(typeof(DebitResponse))]
[JsonSerializable(typeof(NoticeRequest))]
[JsonSerializable(typeof(NoticeResponse))]
[JsonSerializable(typeof(GatewayError))]
internal sealed partial class GatewayJson : JsonSerializerContext;

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

/// <summary>The body of a refusal: a word for programs and a sentence for people. Never repeats what was sent.</summary>
/// <param name="OrderNo">The order number it is about, when there is a valid one.</param>
internal sealed record GatewayError(string Error, string Message, string? OrderNo = null);
