namespace Worker.Data.Book;

/// <summary>
/// Plans that designate a method, of customers who have others: those stood in for it until migration 0020, and don't any more
/// unless the plan allows it. A plan that was imported since, or of which a file has said, is not among them.
/// </summary>
public sealed class PlansWithoutStandIn(Database database)
{
    /// <summary>The migration after which a stand-in has to be allowed.</summary>
    public const int Since = 20;

    /// <summary>Their references, in order.</summary>
    public Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (IReadOnlyList<string>)[.. await connection.QueryAsync<string>(database.Statements["book/plans-without-stand-in"])],
            cancellationToken);
}
