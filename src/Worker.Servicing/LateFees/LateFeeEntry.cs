namespace Worker.Servicing.LateFees;

/// <param name="Key">(installment, business date, n): unique in the ledger, so the same posting can't be made twice (law).</param>
/// <param name="Amount">Minor units; negative takes back.</param>
/// <param name="Currency">ISO code.</param>
/// <param name="EffectiveOn">The closed day it is as of.</param>
public sealed record LateFeeEntry(string Key, long PlanId, long InstallmentId, long Amount, string Currency, DateOnly EffectiveOn);
