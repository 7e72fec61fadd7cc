namespace Worker.Servicing.Ledger;

/// <summary>Who is on hold: no debits and no courtesy messages; fees go on.</summary>
/// <param name="Customers">Customers with everything they have.</param>
/// <param name="Plans">Single plans.</param>
public sealed record Holds(IReadOnlySet<long> Customers, IReadOnlySet<long> Plans)
{
    /// <summary>True when the plan or its customer is on hold.</summary>
    public bool Cover(long customerId, long planId) => Customers.Contains(customerId) || Plans.Contains(planId);
}
