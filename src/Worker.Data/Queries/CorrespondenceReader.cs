using System.Text.Json;
using Worker.Servicing.Messages;
using Worker.Servicing.Operations;

namespace Worker.Data.Queries;

/// <summary>Messages and lines of the audit log in the database.</summary>
public sealed class CorrespondenceReader(Database database)
{
    private readonly Statements statements = database.Statements;

    /// <summary>Messages to a customer with keys below one, newest first.</summary>
    /// <param name="installmentId">Only those about this installment; null for all.</param>
    /// <param name="before">The key they are below; <see cref="long.MaxValue"/> for the newest.</param>
    public Task<IReadOnlyList<MessageLine>> ReadMessagesAsync(
        long customerId, long? installmentId, long before, int count, CancellationToken cancellationToken) =>
        database.ListAsync<MessageLine>(
            statements["correspondence-reader/read-messages"], new { CustomerId = customerId, InstallmentId = installmentId, Before = before, Count = count }, cancellationToken);

    public Task<StoredMessage?> FindMessageAsync(long messageId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QuerySingleOrDefaultAsync<StoredMessageRow>(
                statements["correspondence-reader/find-message"], new { MessageId = messageId }))?.ToMessage(),
            cancellationToken);

    /// <summary>Lines of the audit log about some subjects, with keys below one, newest first.</summary>
    public Task<IReadOnlyList<AuditLine>> ReadAuditAsync(
        IReadOnlyCollection<string> subjects, long before, int count, CancellationToken cancellationToken) =>
        database.ListAsync<AuditLine>(
            statements["correspondence-reader/read-audit"], new { Subjects = Database.Batch(subjects), Before = before, Count = count }, cancellationToken);
}

internal sealed class StoredMessageRow
{
    public long MessageId { get; init; }

    public string MessageKey { get; init; } = "";

    public string Kind { get; init; } = "";

    public bool Courtesy { get; init; }

    public string Facts { get; init; } = "";

    public string State { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public int Tries { get; init; }

    public string? Detail { get; init; }

    public long CustomerId { get; init; }

    public long PlanId { get; init; }

    public long InstallmentId { get; init; }

    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public string Language { get; init; } = "";

    public bool IsPaid { get; init; }

    public bool HasBadAddress { get; init; }

    public bool CourtesyOff { get; init; }

    public StoredMessage ToMessage() => new()
    {
        MessageId = MessageId,
        Key = MessageKey,
        Kind = MessageKinds.Parse(Kind),
        IsCourtesy = Courtesy,
        Facts = JsonSerializer.Deserialize<MessageFacts>(Facts, BatchJson.Options)!,
        State = State,
        CreatedAt = CreatedAt,
        FinishedAt = FinishedAt,
        NextTryAt = NextTryAt,
        Tries = Tries,
        Detail = Detail,
        CustomerId = CustomerId,
        PlanId = PlanId,
        InstallmentId = InstallmentId,
        Recipient = new Recipient(Name, Email, Language),
        IsPaid = IsPaid,
        HasBadAddress = HasBadAddress,
        CourtesyOff = CourtesyOff,
    };
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
