using Worker.Servicing.Messages;

namespace Worker.Servicing.Ledger;

/// <summary>Messages about what was booked without a debit: imported payments, payments by operators, waivers.</summary>
public static class PaymentMessages
{
    /// <summary>
    /// A message for each payment, and one more if they closed the plan. None for an entry that was reversed since.
    /// </summary>
    public static IEnumerable<OutboxMessage> Of(PlanSnapshot plan, PlanAccount account, LedgerRules rules, IReadOnlySet<long> booked)
    {
        HashSet<long> reversed = [.. plan.Entries.Where(entry => entry.ReversesEntryId is not null).Select(entry => entry.ReversesEntryId!.Value)];
        LedgerEntry[] news = [.. plan.Entries.Where(entry => booked.Contains(entry.EntryId) && !reversed.Contains(entry.EntryId))];
        foreach (LedgerEntry payment in news.Where(entry => entry.Kind == EntryKind.Payment))
        {
            string key = OutboxMessage.KeyFor(MessageKind.PaymentReceived, payment.InstallmentId, payment.EntryId);
            yield return Message(MessageKind.PaymentReceived, key, plan, account, payment, isCourtesy: false);
        }

        if (news.Length > 0 && IsClosed(account) && !WasClosedWithout(news, plan, rules) && LastPayment(plan, account) is LedgerEntry last)
        {
            string key = OutboxMessage.KeyFor(MessageKind.PlanClosed, last.InstallmentId, last.EffectiveOn);
            yield return Message(MessageKind.PlanClosed, key, plan, account, last, isCourtesy: true);
        }
    }

    /// <summary>The late fees that an entry paid, minor units.</summary>
    public static long LateFeesOf(long entryId, PlanAccount account) =>
        account.Allocations.Where(allocation => allocation.EntryId == entryId && allocation.Part == LedgerPart.LateFee).Sum(allocation => allocation.Amount);

    private static bool IsClosed(PlanAccount account) => account.Installments.All(installment => installment.IsPaid);

    private static LedgerEntry? LastPayment(PlanSnapshot plan, PlanAccount account)
    {
        Dictionary<long, LedgerEntry> payments = plan.Entries.Where(entry => entry.Kind == EntryKind.Payment).ToDictionary(entry => entry.EntryId);
        return account.Allocations.Where(allocation => payments.ContainsKey(allocation.EntryId))
            .Select(allocation => (LedgerEntry?)payments[allocation.EntryId])
            .LastOrDefault();
    }

    private static bool WasClosedWithout(LedgerEntry[] news, PlanSnapshot plan, LedgerRules rules) =>
        (plan with { Entries = [.. plan.Entries.Except(news)] }).TryReplay(rules, out PlanAccount? before, out _) && IsClosed(before);

    private static OutboxMessage Message(
        MessageKind kind, string key, PlanSnapshot plan, PlanAccount account, LedgerEntry entry, bool isCourtesy)
    {
        Installment installment = account.Of(entry.InstallmentId).Installment;
        return new OutboxMessage(
            key,
            kind,
            plan.CustomerId,
            plan.PlanId,
            entry.InstallmentId,
            isCourtesy,
            new MessageFacts
            {
                PlanReference = plan.PlanReference,
                Number = installment.Number,
                Count = plan.Installments.Count,
                Currency = plan.Currency,
                Amount = entry.Amount,
                LateFees = LateFeesOf(entry.EntryId, account),
                DueOn = installment.DueOn,
                BusinessDate = entry.EffectiveOn,
            });
    }
}
