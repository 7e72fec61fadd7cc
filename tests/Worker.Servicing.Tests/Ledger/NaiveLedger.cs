using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Tests.Ledger;

/// <summary>
/// The rules of allocation and late fees once more, written straight from their text: a loop per day, exact fractions,
/// every sum taken afresh. Slow and plain on purpose; the real one is compared with it.
/// </summary>
internal sealed class NaiveLedger
{
    private readonly Dictionary<long, LateFeePolicy> policies = [];
    private readonly Installment[] installments;
    private readonly string currency;

    public NaiveLedger(Plan plan)
    {
        currency = plan.Currency;
        installments = [.. plan.Installments.OrderBy(installment => installment.Number)];
        foreach (Installment installment in installments)
        {
            policies[installment.InstallmentId] = plan.Policies
                .OrderBy(policy => policy.From)
                .LastOrDefault(policy => policy.From <= installment.DueOn, plan.Policies.MinBy(policy => policy.From)!);
        }

        var undone = plan.Entries.Where(entry => entry.Kind == EntryKind.Reversal).Select(entry => entry.ReversesEntryId).ToHashSet();
        IEnumerable<LedgerEntry> replayed = plan.Entries
            .Where(entry => entry.Kind is EntryKind.Payment or EntryKind.Waiver && !undone.Contains(entry.EntryId))
            .OrderBy(entry => entry.EffectiveOn)
            .ThenBy(entry => entry.EntryId);
        foreach (LedgerEntry entry in replayed)
        {
            Installment own = installments.Single(installment => installment.InstallmentId == entry.InstallmentId);
            if (entry.Kind == EntryKind.Waiver)
            {
                Lapsed += Give(entry, own, entry.Amount, [LedgerPart.LateFee]);
                continue;
            }

            long left = Give(entry, own, entry.Amount, plan.Order.Parts);
            foreach (Installment oldest in installments)
            {
                left = Give(entry, oldest, left, plan.Order.Parts);
            }

            Credit += left;
        }
    }

    public List<Allocation> Allocations { get; } = [];

    public long Credit { get; private set; }

    public long Lapsed { get; private set; }

    public long Base(Installment installment, DateOnly date) =>
        installment.Principal + installment.Interest - Taken(installment, date, LedgerPart.Interest) - Taken(installment, date, LedgerPart.Principal);

    public Fraction Fee(Installment installment, DateOnly closedDay)
    {
        LateFeePolicy policy = policies[installment.InstallmentId];
        DateOnly t = installment.WrittenOffOn < closedDay ? installment.WrittenOffOn.Value : closedDay;
        DateOnly graceEnd = installment.DueOn.AddDays(policy.GraceDays);
        if (t < graceEnd || Base(installment, graceEnd) == 0)
        {
            return Fraction.Of(0);
        }

        DateOnly start = policy.AccrueFrom == AccrueFrom.DueDate ? installment.DueOn.AddDays(1) : graceEnd.AddDays(1);
        Fraction fee = Fraction.Of(policy.Flat.TryGetValue(currency, out long flat) ? flat : 0L);
        for (DateOnly d = start; d <= t; d = d.AddDays(1))
        {
            fee += Fraction.Of(Base(installment, d)) * Fraction.Of(policy.DailyRate);
        }

        long baseDays = 0;
        for (DateOnly d = installment.DueOn.AddDays(1); d <= t; d = d.AddDays(1))
        {
            baseDays += Base(installment, d);
        }

        Fraction percentCap = Fraction.Of(policy.CapPercent) * Fraction.Of(installment.Principal + installment.Interest);
        Fraction annualCap = Fraction.Of(policy.AnnualCap) * Fraction.Of(baseDays) / 365;
        return Fraction.Min(fee, Fraction.Min(percentCap, annualCap));
    }

    private long Give(LedgerEntry entry, Installment installment, long amount, IEnumerable<LedgerPart> parts)
    {
        foreach (LedgerPart part in parts)
        {
            long ever = part switch
            {
                LedgerPart.LateFee => Fee(installment, entry.EffectiveOn.AddDays(-1)).RoundHalfEven(),
                LedgerPart.Interest => installment.Interest,
                _ => installment.Principal,
            };
            long taken = Math.Min(amount, ever - Taken(installment, DateOnly.MaxValue, part));
            if (taken > 0)
            {
                Allocations.Add(new Allocation(entry.EntryId, installment.InstallmentId, part, taken, entry.EffectiveOn));
                amount -= taken;
            }
        }

        return amount;
    }

    private long Taken(Installment installment, DateOnly upTo, LedgerPart part) => Allocations
        .Where(allocation => allocation.InstallmentId == installment.InstallmentId && allocation.Part == part && allocation.EffectiveOn <= upTo)
        .Sum(allocation => allocation.Amount);
}
