namespace Worker.Data;

/// <summary>The mark of a book that is made up. Only such a book may be worked on as if it were later than it is.</summary>
public sealed class RehearsalMark(Database database, TimeProvider machine)
{
    public Task<bool> IsSetAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.ExecuteScalarAsync<long>(database.Statements["rehearsal-mark/is-set"]) > 0,
        cancellationToken);

    /// <summary>Marks a book that was just made. There is no way back: a real book is never made of a marked one.</summary>
    public Task SetAsync(string markedBy, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(database.Statements["rehearsal-mark/set"], new { MarkedBy = markedBy, MarkedAt = machine.GetUtcNow() }),
        cancellationToken);
}
