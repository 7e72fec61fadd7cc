using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

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
