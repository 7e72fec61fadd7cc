namespace Worker.Servicing.Operators;

/// <summary>Reads who turned which switch, from the audit log.</summary>
public interface ISwitchHistory
{
    /// <summary>Rows of a page.</summary>
    const int PageSize = 30;

    /// <summary>Turns of the switches of debits, the newest first.</summary>
    /// <param name="before">Entries with lower keys alone.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<KeyPage<SwitchTurn>> ReadAsync(long before, CancellationToken cancellationToken);
}

/// <summary>A switch was turned.</summary>
public sealed record SwitchTurn
{
    /// <summary>The audit log's key.</summary>
    public required long AuditId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary><c>debits</c>, or <c>channel:</c> and the channel's name.</summary>
    public required string Name { get; init; }

    /// <summary>To which side: <c>on</c>, <c>off</c>.</summary>
    public required string Side { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
