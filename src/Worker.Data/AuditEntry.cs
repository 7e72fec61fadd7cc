namespace Worker.Data;

/// <summary>Who did what, to what, and why.</summary>
internal sealed record AuditEntry(DateTimeOffset RecordedAt, string Actor, string Action, string Subject, string? Reason, string? Detail);
