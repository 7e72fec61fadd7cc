using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Data.Channels;

public sealed class RateLimitStore(Database database, MachineClock machine) : IRateLimitStore
{
    /// <summary>No calls are reserved further ahead, however many hosts there are: each reserves more once its last are made.</summary>
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromMinutes(1);

    private readonly Statements statements = database.Statements;

    public Task<DateTimeOffset> TakeAsync(string channel, int calls, TimeSpan interval, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                // Read when it is this host's turn to write: it may have waited for others.
                long now = Microseconds(machine.Now - DateTimeOffset.UnixEpoch);
                var take = new
                {
                    Channel = channel,
                    Now = now,
                    Latest = now + Microseconds(FurthestAhead),
                    Span = Microseconds(calls * interval),
                };
                if (await transaction.ExecuteAsync(statements["rate-limit/take-calls"], take) == 0)
                {
                    await transaction.ExecuteAsync(statements["rate-limit/add"], new { take.Channel });
                    await transaction.ExecuteAsync(statements["rate-limit/take-calls"], take);
                }

                long first = await transaction.ExecuteScalarAsync<long>(statements["rate-limit/first-call"], new { take.Channel, take.Span });
                return DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(first);
            },
            cancellationToken);

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
