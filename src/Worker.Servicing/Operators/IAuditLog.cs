namespace Worker.Servicing.Operators;

/// <summary>Writes to the audit log what has no transaction of its own to be written in.</summary>
public interface IAuditLog
{
    Task WriteAsync(OperatorAction action, CancellationToken cancellationToken);
}

/// <param name="Name">What it is called, at most 32 characters: <c>prune</c>.</param>
public sealed record OperatorAction(DateTimeOffset At, Actor Actor, string Name, string Subject, string? Reason, string? Detail);
