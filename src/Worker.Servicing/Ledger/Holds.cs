namespace Worker.Servicing.Ledger;

/// <summary>Who is on hold: no debits and no courtesy messages; fees go on.</summary>
public sealed record Holds(IReadOnlySet<long> Customers, IReadOnlySet<long> Plans)
{
    /// <summary>True when the plan or its customer is on hold.</summary>
    public bool Cover(long customerId, long planId) => Customers.Contains(customerId) || Plans.Contains(planId);
}
