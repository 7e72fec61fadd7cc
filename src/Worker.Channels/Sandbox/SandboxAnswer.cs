namespace Worker.Channels.Sandbox;

/// <summary>The body of a 200; <paramref name="CompletedAt"/> is in UTC, so that it is written with a <c>Z</c>.</summary>
/// <param name="Amount">Minor units: what was debited, or of any other order what was asked for.</param>
internal sealed record SandboxAnswer(
    string OrderNo,
    string Status,
    string Reference,
    string? DeclineCode,
    string? AdviceCode,
    long Amount,
    string Currency,
    DateTime? CompletedAt);
