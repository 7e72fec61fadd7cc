using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

public sealed class RunProgressReader(Database database) : IRunProgressReader
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<RunProgress>> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<RunProgress>>(
            async connection => [.. await connection.QueryAsync<RunProgress>(statements["site/active-runs"])],
            cancellationToken);
}
