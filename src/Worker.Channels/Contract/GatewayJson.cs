using System.Text.Json.Serialization;

namespace Worker.Channels.Contract;

/// <summary>
/// How the contract's bodies are read and written. A key that stands twice is refused: which of two statuses is meant
/// would be a guess. Keys that we don't know are passed over, so a gateway may say more than the contract asks.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DebitRequest))]
[JsonSerializable(typeof(DebitResponse))]
[JsonSerializable(typeof(NoticeRequest))]
[JsonSerializable(typeof(NoticeResponse))]
[JsonSerializable(typeof(GatewayError))]
internal sealed partial class GatewayJson : JsonSerializerContext;
