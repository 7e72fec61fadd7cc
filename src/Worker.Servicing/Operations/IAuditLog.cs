using System.Globalization;
using Worker.Servicing.Jobs;

namespace Worker.Servicing.Operations;

/// <summary>Writes to the audit log what has no transaction of its own to be written in.</summary>
public interface IAuditLog
{
    Task WriteAsync(AuditedAction action, CancellationToken cancellationToken);
}

/// <param name="Name">What it is called, at most 32 characters: <c>prune</c>.</param>
public sealed record AuditedAction(DateTimeOffset At, Actor Actor, string Name, string Subject, string? Reason, string? Detail);

/// <summary>How the audit log names an installment.</summary>
public static class InstallmentSubject
{
    public const string Prefix = "installment ";

    public static string Of(string planReference, int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{planReference}-{number}");
}
