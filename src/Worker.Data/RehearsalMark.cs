namespace Worker.Data;

/// <summary>Marks a database with invented data: only on such a one may the clock be set ahead.</summary>
public sealed class RehearsalMark(Database database, TimeProvider machine)
{
    public Task<bool> IsSetAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.ExecuteScalarAsync<long>(database.Statements["rehearsal-mark/is-set"]) > 0,
        cancellationToken);

    /// <summary>Marks a new database. The mark is never removed: a marked one never becomes a real one.</summary>
    public Task SetAsync(string markedBy, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(database.Statements["rehearsal-mark/set"], new { MarkedBy = markedBy, MarkedAt = machine.GetUtcNow() }),
        cancellationToken);
}
