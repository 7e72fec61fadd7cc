using Worker.Servicing.Calendar;
using Worker.Servicing.Ledger;
using Worker.Servicing.Overdue;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Operators;

/// <summary>The lever <c>waive</c>: forgives late fees of an installment, never more than is owed.</summary>
public sealed class WaiverDesk(IWaiverStore store, LedgerRules rules, BusinessZone zone, TimeProvider time)
{
    public const string All = "all";

    /// <param name="number">The installment's number, 1 for the plan's first.</param>
    /// <param name="amount">Major units with a dot (<c>12.5</c>), more than 0; or <see cref="All"/>.</param>
    /// <exception cref="LeverRefusedException">
    /// There is no such plan or installment, the plan's ledger can't be read, the amount is no such amount, or it is more
    /// than the late fees as of the day before less what payments and waivers took of them.
    /// </exception>
    public Task<LeverOutcome> WaiveAsync(
        string planReference, int number, string amount, OperatorNote note, CancellationToken cancellationToken) =>
        WaiveAsync(Guid.CreateVersion7(time.GetUtcNow()), planReference, number, amount, note, cancellationToken);

    /// <summary>As <see cref="WaiveAsync(string, int, string, OperatorNote, CancellationToken)"/>, once for each deed however often it is asked for.</summary>
    /// <param name="number">The installment's number, 1 for the plan's first.</param>
    /// <param name="amount">Major units with a dot, more than 0; or <see cref="All"/>.</param>
    /// <exception cref="LeverRefusedException">As above.</exception>
    public async Task<LeverOutcome> WaiveAsync(
        Guid deed, string planReference, int number, string amount, OperatorNote note, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        string key = $"waiver:{deed:N}";
        Waiver? entered = await store.EnterAsync(
            planReference,
            key,
            plan => Decide(plan ?? throw NoPlan(planReference), number, amount, key, now),
            note,
            now,
            cancellationToken);
        if (entered is not Waiver waiver)
        {
            return new LeverOutcome(false, "This waiver is in the ledger already.");
        }

        bool isPaid = waiver.Statuses.Any(change => change.InstallmentId == waiver.InstallmentId && change.Status == InstallmentStatus.Paid);
        return new LeverOutcome(
            true,
            $"Waived {waiver.Amount} of late fees of installment {waiver.Subject}; {waiver.Left} of them are still owed."
            + (isPaid ? " The installment is paid." : ""));
    }

    /// <exception cref="LeverRefusedException">It would be refused.</exception>
    public Waiver Preview(PlanSnapshot plan, int number, string amount)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Decide(plan, number, amount, "preview", time.GetUtcNow());
    }

    private static LeverRefusedException NoPlan(string reference) =>
        new($"There is no plan '{reference}'.") { Refusal = LeverRefusal.Unknown };

    private Waiver Decide(PlanSnapshot plan, int number, string amount, string key, DateTimeOffset now)
    {
        if (!plan.TryReplay(rules, out PlanAccount? account, out RunError? error))
        {
            throw new LeverRefusedException($"What plan {plan.PlanReference} owes can't be told: {error.Detail}") { Refusal = LeverRefusal.UnreadableLedger };
        }

        DateOnly businessDate = zone.DateAt(now);
        InstallmentAccount installment = account.Installments.FirstOrDefault(one => one.Installment.Number == number)
            ?? throw new LeverRefusedException($"Plan {plan.PlanReference} has no installment {number}.") { Refusal = LeverRefusal.Unknown };
        string subject = $"{plan.PlanReference}-{number}";
        var owed = new Money(installment.FeesOwedOn(businessDate), Currency.Parse(plan.Currency));
        Money waived = Amount(amount, owed, subject);

        long installmentId = installment.Installment.InstallmentId;
        long entryId = plan.Entries.Count == 0 ? 1 : plan.Entries[^1].EntryId + 1;
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
            throw new LeverRefusedException($"Installment {subject} owes no late fees.") { Refusal = LeverRefusal.NothingOwed };
        }

        if (string.Equals(text, All, StringComparison.OrdinalIgnoreCase))
        {
            return owed;
        }

        if (!Money.TryParseMajor(text, owed.Currency, out Money amount) || amount.Minor <= 0)
        {
            throw new LeverRefusedException(
                $"'{text}' is not an amount to waive: a number of {owed.Currency} above 0 with at most {owed.Currency.Decimals} decimals, or '{All}'.")
            { Refusal = LeverRefusal.NotAnAmount };
        }

        return amount.Minor <= owed.Minor
            ? amount
            : throw new LeverRefusedException($"{amount} is more than the late fees that installment {subject} owes, which are {owed}.") { Refusal = LeverRefusal.MoreThanOwed };
    }
}
