using System.Text.Json.Serialization;
using Worker.Channels.Contract;

namespace Worker.Channels.Sandbox;

/// <summary>The body of <c>GET /v1/ledger</c>: what was debited, in that order.</summary>
/// <param name="Entries">One for each order that was debited.</param>
public sealed record SandboxLedger(int Count, IReadOnlyList<SandboxLedgerEntry> Entries);

/// <param name="OrderNo">The order number; no two entries have the same.</param>
/// <param name="Amount">Minor units, positive.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="CompletedAt">When it was debited by the business clock, UTC.</param>
public sealed record SandboxLedgerEntry(
    string OrderNo, long Amount, string Currency, string Token, string Description, string Reference, DateTime CompletedAt)
{
    /// <summary>The entry without its token, safe for a log.</summary>
    public override string ToString() => $"{OrderNo} {Amount} {Currency}";
}

/// <summary>How the sandbox writes its answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SandboxAnswer))]
[JsonSerializable(typeof(SandboxLedger))]
[JsonSerializable(typeof(NoticeResponse))]
internal sealed partial class SandboxJson : JsonSerializerContext;
