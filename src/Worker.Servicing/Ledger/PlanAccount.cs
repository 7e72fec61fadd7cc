using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Ledger;

/// <summary>
/// The account of a plan, derived from its ledger and never stored. A pure function: the same rows give the same account,
/// in whatever order they come.
/// </summary>
public sealed class PlanAccount
{
    private readonly InstallmentAccount[] installments;
    private readonly List<Allocation> allocations;

    internal PlanAccount(InstallmentAccount[] installments, List<Allocation> allocations, long credit, long lapsed)
    {
        this.installments = installments;
        this.allocations = allocations;
        Credit = credit;
        Lapsed = lapsed;
    }

    public IReadOnlyList<InstallmentAccount> Installments => installments;

    /// <summary>What payments left over when nothing of the plan was owed, in minor units: reported for refund, never used by itself.</summary>
    public long Credit { get; }

    /// <summary>What waivers left over because less was owed when they came, in minor units.</summary>
    public long Lapsed { get; }

    /// <summary>
    /// How every payment and waiver was spread, in the order of the replay. A payment's add up to it, but for what went
    /// to <see cref="Credit"/>; a waiver's, but for what went to <see cref="Lapsed"/>.
    /// </summary>
    public IReadOnlyList<Allocation> Allocations => allocations;

    /// <summary>
    /// Replays payments and waivers by effective date, within a day in ledger order. A payment pays the parts in order of
    /// the installment it was made for, then of the plan's oldest that still owes anything; what is still over is credit.
    /// </summary>
    /// <param name="currency">ISO code of every amount.</param>
    /// <param name="installments">Every installment of the plan, in any order.</param>
    /// <param name="entries">
    /// Every ledger entry of the plan, in any order, later ones included: a reversal undoes its entry whenever it was made.
    /// </param>
    /// <exception cref="InvalidLedgerException">
    /// A scheduled amount, payment or waiver is negative or beyond 64 bits, an entry belongs to no installment of the plan, or a reversal
    /// is not of a payment or waiver of the plan with the same amount.
    /// </exception>
    /// <exception cref="OverflowException">Amounts add up to more than 64 bits of minor units.</exception>
    public static PlanAccount Replay(
        string product,
        string currency,
        IReadOnlyList<Installment> installments,
        IReadOnlyList<LedgerEntry> entries,
        LateFeePolicies policies,
        AllocationOrder order) =>
        PlanReplay.Run(product, currency, installments, entries, policies, order);

    /// <exception cref="KeyNotFoundException">The plan has no such installment.</exception>
    public InstallmentAccount Of(long installmentId)
    {
        foreach (InstallmentAccount account in installments)
        {
            if (account.Installment.InstallmentId == installmentId)
            {
                return account;
            }
        }

        throw new KeyNotFoundException($"The plan has no installment {installmentId}.");
    }
}
