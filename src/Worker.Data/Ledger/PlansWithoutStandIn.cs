namespace Worker.Data.Ledger;

/// <summary>
/// Plans that designate a method, of customers who have others: until migration 0020 those were debited instead, and since then
/// only where the plan allows it. Plans imported since then, or whose import file says which, are not among them.
/// </summary>
public sealed class PlansWithoutStandIn(Database database)
{
    public const int Since = 20;

    public Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken) =>
        database.ListAsync<string>(database.Statements["plans-without-stand-in/read"], null, cancellationToken);
}
