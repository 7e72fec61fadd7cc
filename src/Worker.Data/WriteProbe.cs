namespace Worker.Data;

/// <summary>Checks that the database accepts a write, by one that changes nothing but its own row.</summary>
public sealed class WriteProbe(Database database)
{
    public Task WriteAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(database.Statements["write-probe/write"], new { Now = now }), cancellationToken);
}
