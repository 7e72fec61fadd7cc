using Worker.Servicing.Calendar;
using Worker.Servicing.Currencies;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operations;

/// <summary>Records money that came by another way than a debit, as an import does.</summary>
public sealed class RecordPayment(ILedgerWriter ledger, LedgerRules rules, BusinessZone zone, TimeProvider time)
{
    private const int MaximumText = OperatorNote.MaximumLength;

    /// <exception cref="OperationRefusedException">It would be refused, for another reason than that it is more than is owed.</exception>
    public async Task<LedgerChange> PreviewAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        PlanFile plan = await ledger.ReadAsync(request.PlanReference, cancellationToken) ?? throw NoPlan(request);
        return Decide(plan, request with { AllowedCredit = long.MaxValue });
    }

    /// <exception cref="OperationRefusedException">
    /// There is no such plan or installment, the plan's ledger can't be read or changed at the same time, the amount is not valid,
    /// the day has not come, the reference is another payment's, or the plan owes less and credit was not asked for.
    /// </exception>
    public async Task<OperationOutcome> RecordAsync(PaymentRequest request, OperatorNote note, CancellationToken cancellationToken)
    {
        Check(request);
        LedgerChange? entered = await ledger.EnterAsync(
            request.PlanReference,
            KeyOf(request),
            (plan, known) => known is null ? Decide(plan, request) : Recognised(plan, request, known),
            note,
            time.GetUtcNow(),
            cancellationToken);
        return entered is null
            ? new OperationOutcome(false, $"Payment {request.Reference} is in the ledger already.")
            : new OperationOutcome(true, $"Recorded {entered.Amount} for installment {entered.Subject[InstallmentSubject.Prefix.Length..]}, paid on {request.PaidOn:yyyy-MM-dd}."
                + (entered.Credit > 0 ? $" {entered.Amount with { Minor = entered.Credit }} of it is plan credit." : ""));
    }

    private static string KeyOf(PaymentRequest request) => $"import:{request.Reference}";

    private static OperationRefusedException NoPlan(PaymentRequest request) =>
        new($"There is no plan '{request.PlanReference}'.") { Refusal = RefusalReason.Unknown };

    private void Check(PaymentRequest request)
    {
        CheckText("reference", request.Reference);
        CheckText("source", request.Source);
        DateOnly businessDate = zone.DateAt(time.GetUtcNow());
        if (request.PaidOn > businessDate)
        {
            throw new OperationRefusedException($"A payment of {request.PaidOn:yyyy-MM-dd} has not come yet: it is {businessDate:yyyy-MM-dd}.")
            {
                Refusal = RefusalReason.WrongDay,
            };
        }
    }

    private static void CheckText(string name, string text)
    {
        if (text.Length is 0 or > MaximumText || text != text.Trim() || text.Any(char.IsControl))
        {
            throw new OperationRefusedException($"The {name} is missing, longer than {MaximumText} characters, or has a control character.")
            {
                Refusal = RefusalReason.NotAText,
            };
        }
    }

    private static LedgerChange? Recognised(PlanFile plan, PaymentRequest request, KnownEntry known)
    {
        Money? amount = Currency.TryParse(plan.Terms.Currency, out Currency? currency)
            && Money.TryParseMajor(request.Amount, currency, out Money read) ? read : null;
        long? installmentId = plan.Snapshot?.Installments.Where(one => one.Number == request.Number).Select(one => (long?)one.InstallmentId).FirstOrDefault();
        return known == new KnownEntry(request.PlanReference, installmentId ?? 0, amount?.Minor ?? 0, request.PaidOn)
            ? null
            : throw new OperationRefusedException($"Another payment has the reference '{request.Reference}'.") { Refusal = RefusalReason.ReferenceTaken };
    }

    private LedgerChange Decide(PlanFile file, PaymentRequest request)
    {
        if (file.Replay(rules) is not PlanAccount before)
        {
            throw new OperationRefusedException($"What plan {request.PlanReference} owes can't be told.") { Refusal = RefusalReason.UnreadableLedger };
        }

        Currency currency = Currency.Parse(file.Terms.Currency);
        if (!Money.TryParseMajor(request.Amount, currency, out Money amount) || amount.Minor <= 0)
        {
            throw new OperationRefusedException(
                $"'{request.Amount}' is not an amount: a number of {currency} above 0 with at most {currency.Decimals} decimals.")
            {
                Refusal = RefusalReason.NotAnAmount,
            };
        }

        InstallmentAccount installment = before.Installments.FirstOrDefault(one => one.Installment.Number == request.Number)
            ?? throw new OperationRefusedException($"Plan {request.PlanReference} has no installment {request.Number}.") { Refusal = RefusalReason.Unknown };
        PlanSnapshot plan = file.Snapshot!;
        long entryId = plan.NewestEntryId + 1;
        long installmentId = installment.Installment.InstallmentId;
        PlanSnapshot after = plan.With([new LedgerEntry(entryId, installmentId, EntryKind.Payment, amount.Minor, request.PaidOn, null)]);
        if (!after.TryReplay(rules, out PlanAccount? account, out _))
        {
            throw new OperationRefusedException($"'{request.Amount}' is beyond what the ledger can add up.") { Refusal = RefusalReason.NotAnAmount };
        }

        long credit = account.Credit - before.Credit;
        if (credit > request.AllowedCredit)
        {
            throw new OperationRefusedException(
                $"{amount} is {amount with { Minor = credit }} more than plan {request.PlanReference} owes; it has to be said that this becomes plan credit.")
            {
                Refusal = RefusalReason.MoreThanOwed,
            };
        }

        return new LedgerChange
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

/// <param name="Number">The number of the installment it is for, 1 for the plan's first.</param>
/// <param name="Amount">Major units with a dot, more than 0.</param>
/// <param name="PaidOn">The day it came, up to the business date.</param>
/// <param name="AllowedCredit">How much of it the plan may not owe, so that it becomes plan credit: minor units, 0 for nothing.</param>
public sealed record PaymentRequest(
    string PlanReference, int Number, string Amount, DateOnly PaidOn, string Reference, string Source, long AllowedCredit = 0);

/// <summary>Enters in the ledger what operators decide: payments that were not debited, and what takes entries back.</summary>
public interface ILedgerWriter
{
    /// <summary>A plan by its reference, to show what would happen; null when no plan has it.</summary>
    Task<PlanFile?> ReadAsync(string planReference, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction: reads a plan and who has the key, lets the rule decide, enters what it decided, writes the
    /// statuses and the audit log. Nothing else is entered for the plan in between.
    /// </summary>
    /// <param name="decide">Decides; null for nothing to do. What it throws undoes everything.</param>
    /// <returns>What was entered; null when there was nothing to do.</returns>
    /// <exception cref="OperationRefusedException">No plan has that reference, or its ledger changed between reading and writing: nothing was written.</exception>
    Task<LedgerChange?> EnterAsync(
        string planReference,
        string key,
        Func<PlanFile, KnownEntry?, LedgerChange?> decide,
        OperatorNote note,
        DateTimeOffset now,
        CancellationToken cancellationToken);
}

/// <param name="Amount">Minor units.</param>
/// <param name="EffectiveOn">The day it counts from.</param>
public sealed record KnownEntry(string PlanReference, long InstallmentId, long Amount, DateOnly EffectiveOn);

/// <summary>An entry to be made, as decided on a plan.</summary>
public sealed record LedgerChange
{
    public required long InstallmentId { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>More than 0, in the plan's currency.</summary>
    public required Money Amount { get; init; }

    public required DateOnly EffectiveOn { get; init; }

    public long? ReversesEntryId { get; init; }

    public required string LedgerReason { get; init; }

    public required IReadOnlyList<StatusChange> Statuses { get; init; }

    public required string Action { get; init; }

    public required string Subject { get; init; }

    /// <summary>How it was spread over the plan once it is in the ledger: the allocations of this entry alone.</summary>
    public IReadOnlyList<Allocation> Allocations { get; init; } = [];

    /// <summary>What of it nothing was owed for: plan credit, minor units.</summary>
    public long Credit { get; init; }
}
