namespace Worker.Servicing.Operations;

/// <summary>Reads what customers were written, and what was done to their accounts by hand.</summary>
public interface ICorrespondenceReader
{
    /// <summary>Messages to a customer with keys below one, newest first.</summary>
    /// <param name="installmentId">Only those about this installment; null for all.</param>
    /// <param name="before">The key they are below; <see cref="long.MaxValue"/> for the newest.</param>
    Task<IReadOnlyList<MessageLine>> ReadMessagesAsync(
        long customerId, long? installmentId, long before, int count, CancellationToken cancellationToken);

    /// <summary>A message; null when there is none.</summary>
    Task<StoredMessage?> FindMessageAsync(long messageId, CancellationToken cancellationToken);

    /// <summary>Lines of the audit log about some subjects, with keys below one, newest first.</summary>
    Task<IReadOnlyList<AuditLine>> ReadAuditAsync(
        IReadOnlyCollection<string> subjects, long before, int count, CancellationToken cancellationToken);
}

public sealed record MessageLine
{
    public required long MessageId { get; init; }

    public required string Key { get; init; }

    public required string Kind { get; init; }

    public required long InstallmentId { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was sent or given up; null while it waits.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    public string? Detail { get; init; }
}

public sealed record AuditLine
{
    public required long AuditId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string Actor { get; init; }

    /// <summary>With the subject: whose account it was at an OpenID Connect provider; null for whoever did not sign in there.</summary>
    public string? ActorIssuer { get; init; }

    public string? ActorSubject { get; init; }

    public required string Action { get; init; }

    public required string Subject { get; init; }

    public string? Reason { get; init; }

    public string? Detail { get; init; }
}
