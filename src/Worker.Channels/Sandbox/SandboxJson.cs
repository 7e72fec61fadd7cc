using System.Text.Json.Serialization;

namespace Worker.Channels.Sandbox;

/// <summary>How the sandbox writes its answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SandboxAnswer))]
[JsonSerializable(typeof(SandboxLedger))]
internal sealed partial class SandboxJson : JsonSerializerContext;
