using Worker.Servicing.Calendar;
using Worker.Servicing.Currencies;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operations;

/// <summary>
/// Takes back a payment that was not debited, or a waiver, by an entry of its own: the ledger then reads as if it had never been
/// made. A debit is not taken back here: its money has come.
/// </summary>
public sealed class ReverseEntry(ILedgerWriter ledger, LedgerRules rules, BusinessZone zone, TimeProvider time)
{
    /// <summary>Whether an entry can be taken back: it is a payment that was not debited or a waiver, is not taken back yet, and no later payment or waiver of its plan is in force.</summary>
    public static bool CanReverse(PlanFile plan, LedgerLine line)
    {
        IReadOnlyDictionary<long, LedgerLine> reversals = plan.Reversals;
        return IsOfThatKind(line) && !reversals.ContainsKey(line.EntryId) && !IsDependedOn(plan, line, reversals);
    }

    /// <exception cref="OperationRefusedException">It would be refused.</exception>
    public async Task<LedgerChange?> PreviewAsync(string planReference, long entryId, CancellationToken cancellationToken) =>
        Decide(await ledger.ReadAsync(planReference, cancellationToken) ?? throw Unknown(planReference, entryId), entryId, "preview");

    /// <summary>Takes an entry back; once, however often it is asked for.</summary>
    /// <exception cref="OperationRefusedException">
    /// The plan has no such entry, it is no such payment or waiver, a later one was counted on top of it, or the ledger can't
    /// be read or changed at the same time.
    /// </exception>
    public async Task<OperationOutcome> ReverseAsync(string planReference, long entryId, OperatorNote note, CancellationToken cancellationToken)
    {
        LedgerChange? entered = await ledger.EnterAsync(
            planReference,
            $"reversal:{entryId}",
            (plan, known) => known is null ? Decide(plan, entryId, note.Reason) : null,
            note,
            time.GetUtcNow(),
            cancellationToken);
        return entered is null
            ? new OperationOutcome(false, $"Entry {entryId} is taken back already.")
            : new OperationOutcome(true, $"Took back {entered.Amount}, entry {entryId}.");
    }

    private static OperationRefusedException Unknown(string planReference, long entryId) =>
        new($"Plan {planReference} has no entry {entryId}.") { Refusal = RefusalReason.Unknown };

    private static bool IsOfThatKind(LedgerLine line) =>
        (line.Kind == EntryKind.Payment && line.OrderNumber is null) || line.Kind == EntryKind.Waiver;

    private static bool IsDependedOn(PlanFile plan, LedgerLine line, IReadOnlyDictionary<long, LedgerLine> reversals) =>
        plan.Lines.Any(later => later.EntryId > line.EntryId
            && later.Kind is EntryKind.Payment or EntryKind.Waiver
            && !reversals.ContainsKey(later.EntryId));

    private LedgerChange? Decide(PlanFile file, long entryId, string reason)
    {
        LedgerLine line = file.Lines.FirstOrDefault(one => one.EntryId == entryId) ?? throw Unknown(file.Terms.Reference, entryId);
        if (!IsOfThatKind(line))
        {
            throw new OperationRefusedException($"Entry {entryId} is neither a payment that was not debited nor a waiver.") { Refusal = RefusalReason.NotReversible };
        }

        IReadOnlyDictionary<long, LedgerLine> reversals = file.Reversals;
        if (reversals.ContainsKey(entryId))
        {
            return null;
        }

        if (IsDependedOn(file, line, reversals))
        {
            throw new OperationRefusedException($"A later payment or waiver was counted on top of entry {entryId}: take that back first.")
            {
                Refusal = RefusalReason.DependedOn,
            };
        }

        if (file.Replay(rules) is null)
        {
            throw new OperationRefusedException($"What plan {file.Terms.Reference} owes can't be told.") { Refusal = RefusalReason.UnreadableLedger };
        }

        PlanSnapshot after = file.Snapshot!.With(
            [new LedgerEntry(file.Lines[^1].EntryId + 1, line.InstallmentId, EntryKind.Reversal, line.Amount, line.EffectiveOn, entryId)]);
        int number = file.Snapshot.Installments.First(one => one.InstallmentId == line.InstallmentId).Number;
        return new LedgerChange
        {
            InstallmentId = line.InstallmentId,
            Kind = EntryKind.Reversal,
            Amount = new Money(line.Amount, Currency.Parse(file.Terms.Currency)),
            EffectiveOn = line.EffectiveOn,
            ReversesEntryId = entryId,
            LedgerReason = reason,
            Statuses = after.TryReplay(rules, out PlanAccount? account, out _)
                ? [.. StatusChange.OfPayment(after, account, zone.DateAt(time.GetUtcNow()).AddDays(-1))]
                : [],
            Action = "reverse",
            Subject = InstallmentSubject.Of(file.Terms.Reference, number),
        };
    }
}
