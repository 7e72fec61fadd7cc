using Worker.Data.Operations;
using Worker.Servicing.Operations;

namespace Worker.Data.Queries;

public sealed class SwitchHistory(Database database) : ISwitchHistory
{
    private readonly Statements statements = database.Statements;

    public Task<KeyPage<SwitchTurn>> ReadAsync(long before, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => KeyPage<SwitchTurn>.Of(
                [.. await connection.QueryAsync<SwitchTurn>(statements["site/switch-history"], new { Before = before, Count = ISwitchHistory.PageSize + 1 })],
                ISwitchHistory.PageSize,
                turn => turn.AuditId),
            cancellationToken);
}

public sealed class SwitchesOffReader(Database database) : ISwitchesOff
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<SwitchOff>> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SwitchOff>>(
            async connection => [.. (await connection.QueryAsync<SwitchRow>(statements["status/switches-off"])).Select(row => row.ToSwitch())],
            cancellationToken);
}
