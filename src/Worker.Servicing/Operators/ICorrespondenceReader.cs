namespace Worker.Servicing.Operators;

/// <summary>Reads what customers were written, and what was done to their accounts by hand.</summary>
public interface ICorrespondenceReader
{
    /// <summary>Messages to a customer with keys below one, newest first.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="installmentId">Only those about this installment; null for all.</param>
    /// <param name="before">The key they are below; <see cref="long.MaxValue"/> for the newest.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<MessageLine>> ReadMessagesAsync(
        long customerId, long? installmentId, long before, int count, CancellationToken cancellationToken);

    /// <summary>A message; null when there is none.</summary>
    Task<KeptMessage?> FindMessageAsync(long messageId, CancellationToken cancellationToken);

    /// <summary>Lines of the audit log about some subjects, with keys below one, newest first.</summary>
    Task<IReadOnlyList<AuditLine>> ReadAuditAsync(
        IReadOnlyCollection<string> subjects, long before, int count, CancellationToken cancellationToken);
}

/// <summary>A message of a list.</summary>
public sealed record MessageLine
{
    /// <summary>Its key.</summary>
    public required long MessageId { get; init; }

    /// <summary>Its unique key by meaning.</summary>
    public required string Key { get; init; }

    /// <summary>What it is about, by its name.</summary>
    public required string Kind { get; init; }

    /// <summary>The installment it is about.</summary>
    public required long InstallmentId { get; init; }

    /// <summary>The date it was written for.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>Where it stands, by its name.</summary>
    public required string State { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was sent or given up; null while it waits.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What became of it, in few words.</summary>
    public string? Detail { get; init; }
}

/// <summary>A line of the audit log.</summary>
public sealed record AuditLine
{
    /// <summary>Its key.</summary>
    public required long AuditId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done.</summary>
    public required string Action { get; init; }

    /// <summary>To what.</summary>
    public required string Subject { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>How much, and the like.</summary>
    public string? Detail { get; init; }
}
