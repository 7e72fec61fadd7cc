using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Tests.Ledger;

/// <summary>Everything a replay starts from, and how to make it up at random around a leap day.</summary>
internal sealed record Plan(
    string Currency, Installment[] Installments, LedgerEntry[] Entries, LateFeePolicy[] Policies, AllocationOrder Order)
{
    private static readonly DateOnly Epoch = new(2024, 1, 20);

    private static readonly LedgerPart[][] Orders =
    [
        [LedgerPart.LateFee, LedgerPart.Interest, LedgerPart.Principal],
        [LedgerPart.LateFee, LedgerPart.Principal, LedgerPart.Interest],
        [LedgerPart.Interest, LedgerPart.LateFee, LedgerPart.Principal],
        [LedgerPart.Interest, LedgerPart.Principal, LedgerPart.LateFee],
        [LedgerPart.Principal, LedgerPart.LateFee, LedgerPart.Interest],
        [LedgerPart.Principal, LedgerPart.Interest, LedgerPart.LateFee],
    ];

    public static Arbitrary<Plan> Any { get; } = (
        from currency in Gen.Elements("CNY", "JPY")
        from installments in AnyInstallments
        from policies in AnyPolicies
        from entries in AnyEntries(installments)
        from order in Gen.Elements(Orders)
        select new Plan(currency, installments, entries, policies, new AllocationOrder(order))).ToArbitrary();

    /// <summary>A day between shortly before the first due date and well after the last.</summary>
    public static Gen<DateOnly> AnyDay { get; } = Gen.Choose(-10, 160).Select(Epoch.AddDays);

    public static Arbitrary<(Plan Plan, DateOnly Day)> AnyWithDay { get; } =
        Any.Generator.SelectMany(plan => AnyDay.Select(day => (plan, day))).ToArbitrary();

    public static Arbitrary<(Plan Plan, DateOnly Earlier, DateOnly Later)> AnyWithTwoDays { get; } = Any.Generator
        .SelectMany(plan => AnyDay.SelectMany(a => AnyDay.Select(b => (plan, a < b ? a : b, a < b ? b : a))))
        .ToArbitrary();

    public PlanAccount Replay() => PlanAccount.Replay(
        Book.Product, Currency, Installments, Entries, Book.Policies(Policies), Order);

    public override string ToString()
    {
        var text = new StringBuilder().AppendLine().Append(Currency).Append(' ').Append(Order).AppendLine();
        foreach (LateFeePolicy policy in Policies)
        {
            text.Append(policy).Append(" flat ").AppendJoin(' ', policy.Flat).AppendLine();
        }

        return text.AppendJoin(Environment.NewLine, Installments).AppendLine().AppendJoin(Environment.NewLine, Entries).AppendLine().ToString();
    }

    private static Gen<Installment[]> AnyInstallments =>
        from count in Gen.Choose(1, 4)
        from parts in AnyScheduled.ArrayOf(count)
        select parts.Select((part, index) => new Installment(
            100 + index, index + 1, Epoch.AddDays((30 * index) + part.Shift), part.Principal, part.Interest, part.WriteOff)).ToArray();

    private static Gen<(int Shift, long Principal, long Interest, DateOnly? WriteOff)> AnyScheduled =>
        from shift in Gen.Choose(0, 5)
        from principal in Gen.Frequency((1, Gen.Constant(0)), (5, Gen.Choose(1, 2_000)), (5, Gen.Choose(1, 5_000_000)))
        from interest in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(1, 2_000)))
        from writeOff in Gen.Frequency((8, Gen.Constant((DateOnly?)null)), (1, AnyDay.Select(day => (DateOnly?)day)))
        select (shift, (long)principal, (long)interest, writeOff);

    // Within a plan the policy may change between one due date and the next.
    private static Gen<LateFeePolicy[]> AnyPolicies =>
        from first in AnyPolicy
        from second in AnyPolicy
        from change in Gen.Choose(1, 100)
        from both in Gen.Elements(true, false)
        select both
            ? new[] { second with { From = Epoch.AddDays(change) }, first with { From = Epoch } }
            : [first];

    private static Gen<LateFeePolicy> AnyPolicy =>
        from grace in Gen.Choose(0, 6)
        from flat in Gen.Elements(0L, 1L, 500L, 5_000L)
        from rate in Gen.Elements(0m, 0.0005m, 0.001m, 0.05m, 0.00012345m)
        from cap in Gen.Elements(0m, 0.01m, 0.333m, 1m, 5m)
        from annual in Gen.Elements(0m, 0.24m, 0.36m, 10m, 1_000m)
        from accrue in Gen.Elements(AccrueFrom.DueDate, AccrueFrom.GraceEnd)
        select new LateFeePolicy
        {
            GraceDays = grace,
            Flat = flat == 0 ? [] : new Dictionary<string, long>(StringComparer.Ordinal) { ["CNY"] = flat },
            DailyRate = rate,
            CapPercent = cap,
            AnnualCap = annual,
            AccrueFrom = accrue,
        };

    private static Gen<LedgerEntry[]> AnyEntries(Installment[] installments) =>
        from count in Gen.Choose(0, 9)
        from drafts in AnyDraft(installments).ArrayOf(count)
        from reversed in Gen.Choose(0, count * 3)
        from ledger in Gen.Shuffle(WithReversal(drafts, reversed))
        select ledger;

    private static Gen<LedgerEntry> AnyDraft(Installment[] installments) =>
        from installment in Gen.Elements(installments)
        from kind in Gen.Frequency((5, Gen.Constant(EntryKind.Payment)), (2, Gen.Constant(EntryKind.Waiver)), (1, Gen.Constant(EntryKind.LateFee)))
        from amount in Gen.Frequency(
            (1, Gen.Constant(0L)),
            (4, Gen.Choose(1, 3_000).Select(value => (long)value)),
            (3, Gen.Choose(1, 2_000_000).Select(value => (long)value)),
            (3, Gen.Constant(installment.Scheduled)))
        from date in Gen.Frequency(
            (4, AnyDay),
            (3, Gen.Choose(-2, 8).Select(installment.DueOn.AddDays)))
        select new LedgerEntry(0, installment.InstallmentId, kind, amount, date, null);

    // Ids follow the order of entry, which has nothing to do with the order of effective dates.
    private static LedgerEntry[] WithReversal(LedgerEntry[] drafts, int reversed)
    {
        List<LedgerEntry> entries = [.. drafts.Select((draft, index) => draft with { EntryId = index + 1 })];
        LedgerEntry target = entries.Find(entry => entry.EntryId == reversed && entry.Kind != EntryKind.LateFee);
        if (target.EntryId != 0)
        {
            entries.Add(Reversal(target, drafts.Length + 1));
        }

        return [.. entries];
    }

    public static LedgerEntry Reversal(LedgerEntry target, long id) =>
        new(id, target.InstallmentId, EntryKind.Reversal, target.Amount, target.EffectiveOn.AddDays(3), target.EntryId);
}
