using Worker.Servicing.Operators;

namespace Worker.Data;

internal sealed record AuditEntry(DateTimeOffset RecordedAt, Actor Actor, string Action, string Subject, string? Reason, string? Detail);
