using Worker.Servicing.Jobs;
using Worker.Servicing.Retention;

namespace Worker.Data.Retention;

/// <summary>Sessions of the ops site that are over. Who signed in and when stays in the audit log.</summary>
public sealed class RetainedSessions(Database database) : IRetainedRecords
{
    private readonly Statements statements = database.Statements;

    public string Name => "sessions";

    public int Order => 5;

    public int Window => Database.BatchSize;

    public Task<KeyRange> ReadKeysAsync(PruneHorizons horizons, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QuerySingleAsync<KeysRow>(statements["retained-sessions/read-keys"])).ToRange(), cancellationToken);

    public async Task<PruneCounts> CountAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken) => new()
    {
        Sessions = await database.ReadAsync(
            connection => connection.ExecuteScalarAsync<long>(
                statements["retained-sessions/count"], new { range.After, range.To, horizons.Sessions.Before }),
            cancellationToken),
    };

    public async Task<PruneCounts> PruneAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken) => new()
    {
        Sessions = await database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                statements["retained-sessions/prune"], new { range.After, range.To, horizons.Sessions.Before }),
            cancellationToken),
    };
}
