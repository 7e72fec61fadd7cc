using Worker.Servicing.Ledger;
using Worker.Servicing.Overdue;

namespace Worker.Servicing.AutoDebit;

/// <summary>An attempt, and what it was decided on. It is opened, and sent, only while all of that is still so.</summary>
public sealed record DecidedDebit(DebitAttempt Attempt, AttemptFacts Facts);

/// <summary>
/// What an attempt was decided on, beside what it carries itself. That autopay is on, that nothing is on hold and that no
/// switch is off is part of every decision.
/// </summary>
/// <param name="LedgerMark">The plan's newest ledger entry; 0 where it has none.</param>
/// <param name="DueOn">The rolled due date.</param>
/// <param name="DesignatedMethodId">The method that the plan designates; null for none.</param>
/// <param name="AllowsFallback">Whether others may stand in for it.</param>
/// <param name="Mandate">The limits of the agreement that allows debiting the method.</param>
public sealed record AttemptFacts(
    long LedgerMark, DateOnly DueOn, long Principal, long Interest, InstallmentStatus Status, long? DesignatedMethodId, bool AllowsFallback, Mandate Mandate)
{
    /// <summary>The facts of an installment of a plan as it was read.</summary>
    public static AttemptFacts Of(PlanSnapshot plan, DebitCandidate candidate, Mandate mandate)
    {
        int index = 0;
        while (plan.Installments[index].InstallmentId != candidate.InstallmentId)
        {
            index++;
        }

        Installment installment = plan.Installments[index];
        return new AttemptFacts(
            plan.Entries.Count == 0 ? 0 : plan.Entries[^1].EntryId,
            installment.DueOn,
            installment.Principal,
            installment.Interest,
            plan.Statuses[index],
            candidate.PaymentMethodId,
            candidate.AllowsFallback,
            mandate);
    }
}
