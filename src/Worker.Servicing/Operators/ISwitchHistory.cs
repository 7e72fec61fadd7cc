namespace Worker.Servicing.Operators;

public interface ISwitchHistory
{
    const int PageSize = 30;

    Task<KeyPage<SwitchTurn>> ReadAsync(long before, CancellationToken cancellationToken);
}

public sealed record SwitchTurn
{
    public required long AuditId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary><c>debits</c>, or <c>channel:</c> and the channel's name.</summary>
    public required string Name { get; init; }

    public required string Side { get; init; }

    public required string Actor { get; init; }

    /// <summary>As in <see cref="AuditLine"/>.</summary>
    public string? ActorIssuer { get; init; }

    public string? ActorSubject { get; init; }

    public required string Reason { get; init; }
}
