using System.Text.Json.Serialization;
using Worker.Channels.Contract;

namespace Worker.Channels.Sandbox;

/// <summary>How the sandbox writes its answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SandboxAnswer))]
[JsonSerializable(typeof(SandboxLedger))]
[JsonSerializable(typeof(NoticeResponse))]
internal sealed partial class SandboxJson : JsonSerializerContext;
