using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

public sealed class SwitchesOffReader(Database database) : ISwitchesOff
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<SwitchOff>> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SwitchOff>>(
            async connection => [.. (await connection.QueryAsync<SwitchRow>(statements["status/switches-off"])).Select(row => row.ToSwitch())],
            cancellationToken);
}
