using Worker.Servicing.Operations;

namespace Worker.Data.Queries;

public sealed class SwitchHistory(Database database) : ISwitchHistory
{
    private readonly Statements statements = database.Statements;

    public Task<KeyPage<SwitchTurn>> ReadAsync(long before, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => KeyPage<SwitchTurn>.Of(
                [.. await connection.QueryAsync<SwitchTurn>(statements["switch-history/read"], new { Before = before, Count = ISwitchHistory.PageSize + 1 })],
                ISwitchHistory.PageSize,
                turn => turn.AuditId),
            cancellationToken);
}

public sealed class SwitchesOffReader(Database database) : ISwitchesOff
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<SwitchOff>> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SwitchOff>>(
            async connection => [.. (await connection.QueryAsync<SwitchRow>(statements["switch/switches-off"])).Select(row => row.ToSwitch())],
            cancellationToken);
}

/// <summary>A switch that is off, as it stands in the database.</summary>
internal sealed class SwitchRow
{
    public string Name { get; init; } = "";

    public string Reason { get; init; } = "";

    public string Actor { get; init; } = "";

    public DateTimeOffset Since { get; init; }

    public SwitchOff ToSwitch() => new(Name, Reason, Actor, Since);
}
