using Worker.Servicing.LateFees;

namespace Worker.Servicing.Ledger;

/// <summary>What a replay needs to know beside the ledger itself.</summary>
public sealed record LedgerRules(LateFeePolicies Policies, AllocationOrder Order)
{
    public static LedgerRules Default { get; } = new(LateFeePolicies.BuiltIn, AllocationOrder.Default);
}
