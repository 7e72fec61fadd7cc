using Worker.Servicing.Operations;

namespace Worker.Data.Queries;

public sealed class SwitchHistory(Database database)
{
    private const int PageSize = 30;

    private readonly Statements statements = database.Statements;

    public Task<KeyPage<SwitchTurn>> ReadAsync(long before, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => KeyPage<SwitchTurn>.Of(
                [.. await connection.QueryAsync<SwitchTurn>(statements["switch-history/read"], new { Before = before, Count = PageSize + 1 })],
                PageSize,
                turn => turn.AuditId),
            cancellationToken);
}

public sealed record SwitchTurn
{
    public required long AuditId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>See <see cref="Worker.Servicing.Debits.SwitchNames"/>.</summary>
    public required string Name { get; init; }

    public required string Side { get; init; }

    public required string Actor { get; init; }

    /// <summary>As in <see cref="AuditLine"/>.</summary>
    public string? ActorIssuer { get; init; }

    public string? ActorSubject { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Which switches are off, for every page to say.</summary>
public sealed class SwitchesOffReader(Database database)
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<SwitchOff>> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SwitchOff>>(
            async connection => [.. (await connection.QueryAsync<SwitchRow>(statements["switch/switches-off"])).Select(row => row.ToSwitch())],
            cancellationToken);
}

internal sealed class SwitchRow
{
    public string Name { get; init; } = "";

    public string Reason { get; init; } = "";

    public string Actor { get; init; } = "";

    public DateTimeOffset Since { get; init; }

    public SwitchOff ToSwitch() => new(Name, Reason, Actor, Since);
}
