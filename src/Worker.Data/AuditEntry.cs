namespace Worker.Data;

internal sealed record AuditEntry(DateTimeOffset RecordedAt, string Actor, string Action, string Subject, string? Reason, string? Detail);
