using Worker.Servicing.Jobs;
using Worker.Servicing.Retention;

namespace Worker.Data.Retention;

public sealed class RetainedAttempts(Database database) : IRetainedRecords
{
    private readonly Statements statements = database.Statements;

    public string Name => "attempts";

    public int Order => 2;

    /// <summary>In payment methods, each of which may have hundreds of attempts.</summary>
    public int Window => 500;

    public Task<KeyRange> ReadKeysAsync(PruneHorizons horizons, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QuerySingleAsync<KeysRow>(statements["retained-attempts/read-keys"])).ToRange(), cancellationToken);

    public async Task<PruneCounts> CountAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken) =>
        new PruneCounts { Attempts = (await ReadAsync(range, horizons, cancellationToken)).Count };

    public async Task<PruneCounts> PruneAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken)
    {
        long pruned = 0;
        foreach (string[] batch in (await ReadAsync(range, horizons, cancellationToken)).Chunk(Database.BatchSize))
        {
            pruned += await database.WriteAsync(transaction => DeleteAsync(transaction, batch, horizons.Attempts.Before), cancellationToken);
        }

        return new PruneCounts { Attempts = pruned };
    }

    /// <summary>Deletes a batch and carries its outcomes forward, so that the counters of runs still add up.</summary>
    private async Task<int> DeleteAsync(DatabaseSession transaction, string[] batch, DateTimeOffset before)
    {
        DeletedRow[] deleted =
        [
            .. await transaction.QueryAsync<DeletedRow>(
                statements["retained-attempts/delete"], new { Ids = Database.Batch(batch), Before = before }),
        ];
        CarriedTally[] carried =
        [
            .. deleted.GroupBy(row => row.Counter).Select(ended => new CarriedTally(CarriedTally.Pruned, ended.Key, "", ended.Count())),
            .. deleted.GroupBy(row => (row.Counter, row.Currency))
                .Select(ended => new CarriedTally(CarriedTally.Pruned, ended.Key.Counter, ended.Key.Currency, ended.Sum(row => row.Amount))),
        ];
        await transaction.ExecuteInBatchesAsync(statements["retained-runs/carry-tallies"], carried);
        return deleted.Length;
    }

    private Task<IReadOnlyList<string>> ReadAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken) =>
        database.ListAsync<string>(
            statements["retained-attempts/read"],
            new
            {
                range.After,
                range.To,
                horizons.Attempts.Before,
                horizons.Attempts.BeforeDate,
                MessagesBefore = horizons.Messages.Before,
                MessagesBeforeDate = horizons.Messages.BeforeDate,
            },
            cancellationToken);

    private sealed class DeletedRow
    {
        public string State { get; init; } = "";

        public string? DeclineCategory { get; init; }

        public string Currency { get; init; } = "";

        public long Amount { get; init; }

        public string Counter => (State, DeclineCategory) switch
        {
            ("rejected", _) => "rejected",
            ("withdrawn", _) => "deferred",
            (_, "hard") => "declinedHard",
            _ => "declinedSoft",
        };
    }
}
