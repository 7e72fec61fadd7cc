using Worker.Servicing.Jobs;
using Worker.Servicing.Retention;

namespace Worker.Data.Retention;

public sealed class RetainedNotices(Database database) : IRetainedRecords
{
    private readonly Statements statements = database.Statements;

    public string Name => "notices";

    public int Order => 4;

    /// <summary>In payment methods, each of which may have dozens of notices.</summary>
    public int Window => 500;

    public Task<KeyRange> ReadKeysAsync(PruneHorizons horizons, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QuerySingleAsync<KeysRow>(statements["retained-notices/read-keys"])).ToRange(), cancellationToken);

    public async Task<PruneCounts> CountAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken) =>
        new PruneCounts { Notices = (await ReadAsync(range, horizons.Notices, cancellationToken)).Count };

    public async Task<PruneCounts> PruneAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken)
    {
        long pruned = 0;
        foreach (string[] batch in (await ReadAsync(range, horizons.Notices, cancellationToken)).Chunk(Database.BatchSize))
        {
            pruned += await database.WriteAsync(
                transaction => transaction.ExecuteInBatchesAsync(statements["retained-notices/prune"], batch), cancellationToken);
        }

        return new PruneCounts { Notices = pruned };
    }

    private Task<IReadOnlyList<string>> ReadAsync(KeyRange range, PruneHorizon horizon, CancellationToken cancellationToken) =>
        database.ListAsync<string>(
            statements["retained-notices/read"], new { range.After, range.To, horizon.Before, horizon.BeforeDate }, cancellationToken);
}
