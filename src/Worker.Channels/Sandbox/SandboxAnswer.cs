namespace Worker.Channels.Sandbox;

/// <summary>The body of a 200; <paramref name="CompletedAt"/> is in UTC, so that it is written with a <c>Z</c>.</summary>
internal sealed record SandboxAnswer(string OrderNo, string Status, string Reference, string? DeclineCode, DateTime? CompletedAt);
