using Worker.Servicing.Calendar;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operators;

/// <summary>The lever <c>record a payment</c>: money that came by another way than a debit, booked as an import books it.</summary>
public sealed class PaymentDesk(ILedgerDeeds deeds, LedgerRules rules, BusinessZone zone, TimeProvider time)
{
    private const int MaximumText = OperatorNote.MaximumLength;

    /// <exception cref="LeverRefusedException">It would be refused, for another reason than that it is more than is owed.</exception>
    public async Task<LedgerDeed> PreviewAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        PlanFile plan = await deeds.ReadAsync(request.PlanReference, cancellationToken) ?? throw NoPlan(request);
        return Decide(plan, request with { AllowedCredit = long.MaxValue });
    }

    /// <exception cref="LeverRefusedException">
    /// There is no such plan or installment, the plan's ledger can't be read or moved meanwhile, the amount is none, the day
    /// has not come, the reference is another payment's, or the plan owes less and credit was not asked for.
    /// </exception>
    public async Task<LeverOutcome> RecordAsync(PaymentRequest request, OperatorNote note, CancellationToken cancellationToken)
    {
        Check(request);
        LedgerDeed? entered = await deeds.EnterAsync(
            request.PlanReference,
            KeyOf(request),
            (plan, known) => known is null ? Decide(plan, request) : Recognised(plan, request, known),
            note,
            time.GetUtcNow(),
            cancellationToken);
        return entered is null
            ? new LeverOutcome(false, $"Payment {request.Reference} is in the ledger already.")
            : new LeverOutcome(true, $"Recorded {entered.Amount} for installment {entered.Subject[InstallmentSubject.Prefix.Length..]}, paid on {request.PaidOn:yyyy-MM-dd}."
                + (entered.Credit > 0 ? $" {entered.Amount with { Minor = entered.Credit }} of it is plan credit." : ""));
    }

    private static string KeyOf(PaymentRequest request) => $"import:{request.Reference}";

    private static LeverRefusedException NoPlan(PaymentRequest request) =>
        new($"There is no plan '{request.PlanReference}'.") { Refusal = LeverRefusal.Unknown };

    private void Check(PaymentRequest request)
    {
        CheckText("reference", request.Reference);
        CheckText("source", request.Source);
        DateOnly businessDate = zone.DateAt(time.GetUtcNow());
        if (request.PaidOn > businessDate)
        {
            throw new LeverRefusedException($"A payment of {request.PaidOn:yyyy-MM-dd} has not come yet: it is {businessDate:yyyy-MM-dd}.")
            {
                Refusal = LeverRefusal.WrongDay,
            };
        }
    }

    private static void CheckText(string name, string text)
    {
        if (text.Length is 0 or > MaximumText || text != text.Trim() || text.Any(char.IsControl))
        {
            throw new LeverRefusedException($"The {name} is missing, longer than {MaximumText} characters, or has a control character.")
            {
                Refusal = LeverRefusal.NotAText,
            };
        }
    }

    private static LedgerDeed? Recognised(PlanFile plan, PaymentRequest request, KnownEntry known)
    {
        Money? amount = Currency.TryParse(plan.Terms.Currency, out Currency? currency)
            && Money.TryParseMajor(request.Amount, currency, out Money read) ? read : null;
        long? installmentId = plan.Snapshot?.Installments.Where(one => one.Number == request.Number).Select(one => (long?)one.InstallmentId).FirstOrDefault();
        return known == new KnownEntry(request.PlanReference, installmentId ?? 0, amount?.Minor ?? 0, request.PaidOn)
            ? null
            : throw new LeverRefusedException($"Another payment has the reference '{request.Reference}'.") { Refusal = LeverRefusal.ReferenceTaken };
    }

    private LedgerDeed Decide(PlanFile file, PaymentRequest request)
    {
        if (file.Replay(rules) is not PlanAccount before)
        {
            throw new LeverRefusedException($"What plan {request.PlanReference} owes can't be told.") { Refusal = LeverRefusal.UnreadableLedger };
        }

        Currency currency = Currency.Parse(file.Terms.Currency);
        if (!Money.TryParseMajor(request.Amount, currency, out Money amount) || amount.Minor <= 0)
        {
            throw new LeverRefusedException(
                $"'{request.Amount}' is not an amount: a number of {currency} above 0 with at most {currency.Decimals} decimals.")
            {
                Refusal = LeverRefusal.NotAnAmount,
            };
        }

        InstallmentAccount installment = before.Installments.FirstOrDefault(one => one.Installment.Number == request.Number)
            ?? throw new LeverRefusedException($"Plan {request.PlanReference} has no installment {request.Number}.") { Refusal = LeverRefusal.Unknown };
        PlanSnapshot plan = file.Snapshot!;
        long entryId = plan.Entries.Count == 0 ? 1 : plan.Entries[^1].EntryId + 1;
        long installmentId = installment.Installment.InstallmentId;
        PlanSnapshot after = plan.With([new LedgerEntry(entryId, installmentId, EntryKind.Payment, amount.Minor, request.PaidOn, null)]);
        if (!after.TryReplay(rules, out PlanAccount? account, out _))
        {
            throw new LeverRefusedException($"'{request.Amount}' is beyond what the ledger can add up.") { Refusal = LeverRefusal.NotAnAmount };
        }

        long credit = account.Credit - before.Credit;
        if (credit > request.AllowedCredit)
        {
            throw new LeverRefusedException(
                $"{amount} is {amount with { Minor = credit }} more than plan {request.PlanReference} owes; it has to be said that this becomes plan credit.")
            {
                Refusal = LeverRefusal.MoreThanOwed,
            };
        }

        return new LedgerDeed
        {
            InstallmentId = installmentId,
            Kind = EntryKind.Payment,
            Amount = amount,
            EffectiveOn = request.PaidOn,
            LedgerReason = request.Source,
            Statuses = [.. StatusChange.OfPayment(after, account, zone.DateAt(time.GetUtcNow()).AddDays(-1))],
            Action = "record-payment",
            Subject = InstallmentSubject.Of(request.PlanReference, request.Number),
            Allocations = [.. account.Allocations.Where(allocation => allocation.EntryId == entryId)],
            Credit = credit,
        };
    }
}
