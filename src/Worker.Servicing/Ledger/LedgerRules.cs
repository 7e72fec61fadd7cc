using Worker.Servicing.LateFees;

namespace Worker.Servicing.Ledger;

/// <summary>What a replay needs to know beside the ledger itself.</summary>
/// <param name="Policies">Late fees by product.</param>
/// <param name="Order">Which part of an installment a payment pays first.</param>
public sealed record LedgerRules(LateFeePolicies Policies, AllocationOrder Order)
{
    /// <summary>The rules of an installation that configures none.</summary>
    public static LedgerRules Default { get; } = new(LateFeePolicies.BuiltIn, AllocationOrder.Default);
}
