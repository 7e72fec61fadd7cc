using Worker.Servicing.Calendar;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;

namespace Worker.Servicing.Operations;

/// <summary>Forgives late fees of an installment, never more than is owed.</summary>
public sealed class WaiveLateFees(IWaiverStore store, LedgerRules rules, BusinessZone zone, TimeProvider time)
{
    public const string All = "all";

    /// <param name="number">The installment's number, 1 for the plan's first.</param>
    /// <param name="amount">Major units with a dot (<c>12.5</c>), more than 0; or <see cref="All"/>.</param>
    /// <exception cref="OperationRefusedException">
    /// There is no such plan or installment, the plan's ledger can't be read, the amount is not valid, or it is more
    /// than the late fees as of the day before less what payments and waivers took of them.
    /// </exception>
    public Task<OperationOutcome> WaiveAsync(
        string planReference, int number, string amount, OperatorNote note, CancellationToken cancellationToken) =>
        WaiveAsync(Guid.CreateVersion7(time.GetUtcNow()), planReference, number, amount, note, cancellationToken);

    /// <summary>As <see cref="WaiveAsync(string, int, string, OperatorNote, CancellationToken)"/>, once for each request however often it is sent.</summary>
    /// <param name="number">The installment's number, 1 for the plan's first.</param>
    /// <param name="amount">Major units with a dot, more than 0; or <see cref="All"/>.</param>
    /// <exception cref="OperationRefusedException">As above.</exception>
    public async Task<OperationOutcome> WaiveAsync(
        Guid requestId, string planReference, int number, string amount, OperatorNote note, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        string key = $"waiver:{requestId:N}";
        Waiver? entered = await store.EnterAsync(
            planReference,
            key,
            plan => Decide(plan ?? throw NoPlan(planReference), number, amount, key, now),
            note,
            now,
            cancellationToken);
        if (entered is not Waiver waiver)
        {
            return new OperationOutcome(false, "This waiver is in the ledger already.");
        }

        bool isPaid = waiver.Statuses.Any(change => change.InstallmentId == waiver.InstallmentId && change.Status == InstallmentStatus.Paid);
        return new OperationOutcome(
            true,
            $"Waived {waiver.Amount} of late fees of installment {waiver.Subject}; {waiver.Left} of them are still owed."
            + (isPaid ? " The installment is paid." : ""));
    }

    /// <exception cref="OperationRefusedException">It would be refused.</exception>
    public Waiver Preview(PlanSnapshot plan, int number, string amount)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Decide(plan, number, amount, "preview", time.GetUtcNow());
    }

    private static OperationRefusedException NoPlan(string reference) =>
        new($"There is no plan '{reference}'.") { Refusal = RefusalReason.Unknown };

    private Waiver Decide(PlanSnapshot plan, int number, string amount, string key, DateTimeOffset now)
    {
        if (!plan.TryReplay(rules, out PlanAccount? account, out RunError? error))
        {
            throw new OperationRefusedException($"What plan {plan.PlanReference} owes can't be told: {error.Detail}") { Refusal = RefusalReason.UnreadableLedger };
        }

        DateOnly businessDate = zone.DateAt(now);
        InstallmentAccount installment = account.Installments.FirstOrDefault(one => one.Installment.Number == number)
            ?? throw new OperationRefusedException($"Plan {plan.PlanReference} has no installment {number}.") { Refusal = RefusalReason.Unknown };
        string subject = $"{plan.PlanReference}-{number}";
        var owed = new Money(installment.FeesOwedOn(businessDate), Currency.Parse(plan.Currency));
        Money waived = Amount(amount, owed, subject);

        long installmentId = installment.Installment.InstallmentId;
        long entryId = plan.NewestEntryId + 1;
        PlanSnapshot after = plan.With([new LedgerEntry(entryId, installmentId, EntryKind.Waiver, waived.Minor, businessDate, null)]);
        StatusChange[] statuses = after.TryReplay(rules, out PlanAccount? accountAfter, out _)
            ? [.. StatusChange.OfPayment(after, accountAfter, businessDate.AddDays(-1))]
            : [];
        return new Waiver(
            key, installmentId, subject, waived, businessDate, owed with { Minor = owed.Minor - waived.Minor }, statuses);
    }

    private static Money Amount(string text, Money owed, string subject)
    {
        if (owed.Minor == 0)
        {
            throw new OperationRefusedException($"Installment {subject} owes no late fees.") { Refusal = RefusalReason.NothingOwed };
        }

        if (string.Equals(text, All, StringComparison.OrdinalIgnoreCase))
        {
            return owed;
        }

        if (!Money.TryParseMajor(text, owed.Currency, out Money amount) || amount.Minor <= 0)
        {
            throw new OperationRefusedException(
                $"'{text}' is not an amount to waive: a number of {owed.Currency} above 0 with at most {owed.Currency.Decimals} decimals, or '{All}'.")
            { Refusal = RefusalReason.NotAnAmount };
        }

        return amount.Minor <= owed.Minor
            ? amount
            : throw new OperationRefusedException($"{amount} is more than the late fees that installment {subject} owes, which are {owed}.") { Refusal = RefusalReason.MoreThanOwed };
    }
}

/// <param name="Amount">How much, more than 0.</param>
public sealed record Waiver(
    string Key,
    long InstallmentId,
    string Subject,
    Money Amount,
    DateOnly EffectiveOn,
    Money Left,
    IReadOnlyList<StatusChange> Statuses);

public interface IWaiverStore
{
    /// <summary>
    /// In one transaction: reads a plan, lets the rule decide on it, enters the waiver, writes the statuses and the audit
    /// log. No other waiver of the plan comes in between.
    /// </summary>
    /// <param name="decide">Decides on the plan as read; null when no plan has that reference. What it throws undoes everything.</param>
    /// <returns>What was entered; null when the ledger has that key already, and then nothing was decided or written.</returns>
    /// <exception cref="OperationRefusedException">The plan's ledger changed between reading and writing: nothing was written.</exception>
    Task<Waiver?> EnterAsync(
        string planReference,
        string key,
        Func<PlanSnapshot?, Waiver> decide,
        OperatorNote note,
        DateTimeOffset now,
        CancellationToken cancellationToken);
}
