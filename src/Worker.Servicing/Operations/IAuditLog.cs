using System.Globalization;
using Worker.Servicing.Jobs;

namespace Worker.Servicing.Operations;

/// <summary>Writes to the audit log what has no transaction of its own to be written in.</summary>
public interface IAuditLog
{
    Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken);
}

/// <param name="Action">At most 32 characters: <c>prune</c>.</param>
public sealed record AuditEntry(DateTimeOffset RecordedAt, Actor Actor, string Action, string Subject, string? Reason, string? Detail);

public static class InstallmentSubject
{
    public const string Prefix = "installment ";

    public static string Of(string planReference, int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{planReference}-{number}");
}
