using Worker.Servicing.Jobs;
using Worker.Servicing.Retention;

namespace Worker.Data.Retention;

public sealed class RetainedMessages(Database database) : IRetainedRecords
{
    private readonly Statements statements = database.Statements;

    public string Name => "messages";

    public int Order => 1;

    public int Window => 10_000;

    /// <summary>Messages are numbered as they are written, so the old ones come first; a binary search finds the last of them.</summary>
    public Task<KeyRange> ReadKeysAsync(PruneHorizons horizons, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                KeyRange all = (await connection.QuerySingleAsync<KeysRow>(statements["retained-messages/message-keys"])).ToRange();
                long old = all.After;
                long young = all.To;
                while (young - old > Window)
                {
                    long middle = old + ((young - old) / 2);
                    FirstRow first = await connection.QuerySingleAsync<FirstRow>(statements["retained-messages/message-after"], new { After = middle });
                    if (first.CreatedAt < horizons.Messages.Before)
                    {
                        old = first.MessageId;
                    }
                    else
                    {
                        young = middle;
                    }
                }

                return all with { To = Math.Max(old, young) };
            },
            cancellationToken);

    public async Task<PruneCounts> CountAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken) =>
        new PruneCounts { Messages = (await ReadAsync(range, horizons.Messages, cancellationToken)).Count };

    public async Task<PruneCounts> PruneAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken)
    {
        PruneHorizon horizon = horizons.Messages;
        long pruned = 0;
        foreach (long[] batch in (await ReadAsync(range, horizon, cancellationToken)).Chunk(Database.BatchSize))
        {
            pruned += await database.WriteAsync(transaction => DeleteAsync(transaction, batch, horizon), cancellationToken);
        }

        return new PruneCounts { Messages = pruned };
    }

    /// <summary>Deletes a batch and carries its outcomes forward, so that the counters of runs still add up.</summary>
    private async Task<int> DeleteAsync(DatabaseSession transaction, long[] batch, PruneHorizon horizon)
    {
        DeletedRow[] deleted =
        [
            .. await transaction.QueryAsync<DeletedRow>(
                statements["retained-messages/delete"], new { Ids = Database.Batch(batch), horizon.Before, horizon.BeforeDate }),
        ];
        CarriedTally[] carried =
        [
            .. deleted.GroupBy(row => row.Kind, StringComparer.Ordinal).Concat(deleted.GroupBy(row => row.State, StringComparer.Ordinal))
                .Select(gone => new CarriedTally(CarriedTally.Pruned, gone.Key, "", gone.Count())),
        ];
        await transaction.ExecuteInBatchesAsync(statements["retained-runs/carry-tallies"], carried);
        return deleted.Length;
    }

    private Task<IReadOnlyList<long>> ReadAsync(KeyRange range, PruneHorizon horizon, CancellationToken cancellationToken) =>
        database.ListAsync<long>(
            statements["retained-messages/read"], new { range.After, range.To, horizon.Before, horizon.BeforeDate }, cancellationToken);

    private sealed class FirstRow
    {
        public long MessageId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }
    }

    private sealed class DeletedRow
    {
        public string Kind { get; init; } = "";

        public string State { get; init; } = "";
    }
}
