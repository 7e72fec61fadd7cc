namespace Worker.Data.Ledger;

/// <summary>
/// Plans that designate a method, of customers who have others: those stood in for it until migration 0020, and don't any more
/// unless the plan allows it. A plan that was imported since, or of which a file has said, is not among them.
/// </summary>
public sealed class PlansWithoutStandIn(Database database)
{
    public const int Since = 20;

    public Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken) =>
        database.ListAsync<string>(database.Statements["plans-without-stand-in/read"], null, cancellationToken);
}
