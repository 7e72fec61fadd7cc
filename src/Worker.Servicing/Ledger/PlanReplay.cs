using System.Buffers;
using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Ledger;

/// <summary>The replay of one plan's ledger, from its rows to its account.</summary>
internal sealed class PlanReplay
{
    private readonly InstallmentAccount[] accounts;
    private readonly long[] ids;
    private readonly List<Allocation> allocations;
    private readonly AllocationOrder order;
    private long credit;
    private long lapsed;
    private int oldestUnsettled;

    private PlanReplay(
        string product, string currency, IReadOnlyList<Installment> installments, int entryCount, LateFeePolicies policies, AllocationOrder order)
    {
        this.order = order;
        allocations = new List<Allocation>(entryCount);
        accounts = new InstallmentAccount[installments.Count];
        ids = new long[installments.Count];
        LateFeePolicy[] productPolicies = policies.Of(product);
        bool sorted = true;
        for (int index = 0; index < accounts.Length; index++)
        {
            Installment installment = installments[index];
            if (installment.Principal < 0 || installment.Interest < 0 || installment.Scheduled < 0)
            {
                throw new InvalidLedgerException($"Installment {installment.InstallmentId} has a scheduled amount below zero or beyond 64 bits.");
            }

            LateFeePolicy policy = LateFeePolicies.InForce(productPolicies, installment.DueOn);
            accounts[index] = new InstallmentAccount(installment, policy, currency, allocations);
            sorted &= index == 0 || accounts[index - 1].Installment.Number < installment.Number;
        }

        if (!sorted)
        {
            Array.Sort(accounts, static (a, b) => Compare(a.Installment, b.Installment));
        }

        for (int index = 0; index < accounts.Length; index++)
        {
            ids[index] = accounts[index].Installment.InstallmentId;
        }
    }

    public static PlanAccount Run(
        string product,
        string currency,
        IReadOnlyList<Installment> installments,
        IReadOnlyList<LedgerEntry> entries,
        LateFeePolicies policies,
        AllocationOrder order)
    {
        var replay = new PlanReplay(product, currency, installments, entries.Count, policies, order);
        LedgerEntry[] buffer = ArrayPool<LedgerEntry>.Shared.Rent(entries.Count);
        try
        {
            Span<LedgerEntry> moving = buffer.AsSpan(0, replay.Sift(entries, buffer));
            foreach (ref readonly LedgerEntry entry in moving)
            {
                replay.Apply(entry);
            }
        }
        finally
        {
            ArrayPool<LedgerEntry>.Shared.Return(buffer);
        }

        return new PlanAccount(replay.accounts, replay.allocations, replay.credit, replay.lapsed);
    }

    /// <summary>Posts the late fees and leaves, in the order of the replay, the payments and waivers that were not reversed.</summary>
    private int Sift(IReadOnlyList<LedgerEntry> entries, LedgerEntry[] moving)
    {
        int count = 0;
        bool anyReversal = false;
        bool sorted = true;
        for (int index = 0; index < entries.Count; index++)
        {
            LedgerEntry entry = entries[index];
            switch (entry.Kind)
            {
                case EntryKind.LateFee:
                    AccountOf(entry).Post(entry.Amount);
                    break;
                case EntryKind.Payment or EntryKind.Waiver:
                    if (entry.Amount < 0)
                    {
                        throw new InvalidLedgerException($"Ledger entry {entry.EntryId} is a negative payment or waiver.");
                    }

                    sorted &= count == 0 || Compare(moving[count - 1], entry) < 0;
                    moving[count++] = entry;
                    break;
                case EntryKind.Reversal:
                    anyReversal = true;
                    break;
                default:
                    throw new InvalidLedgerException($"Ledger entry {entry.EntryId} is of no known kind.");
            }
        }

        if (anyReversal)
        {
            count = LeaveOutReversed(entries, moving.AsSpan(0, count));
        }

        if (!sorted)
        {
            moving.AsSpan(0, count).Sort(static (a, b) => Compare(a, b));
        }

        return count;
    }

    private static int LeaveOutReversed(IReadOnlyList<LedgerEntry> entries, Span<LedgerEntry> moving)
    {
        var reversed = new HashSet<long>();
        foreach (LedgerEntry reversal in entries)
        {
            if (reversal.Kind == EntryKind.Reversal)
            {
                reversed.Add(Reversed(reversal, moving).EntryId);
            }
        }

        int count = 0;
        foreach (ref readonly LedgerEntry entry in moving)
        {
            if (!reversed.Contains(entry.EntryId))
            {
                moving[count++] = entry;
            }
        }

        return count;
    }

    private static LedgerEntry Reversed(in LedgerEntry reversal, ReadOnlySpan<LedgerEntry> moving)
    {
        foreach (ref readonly LedgerEntry entry in moving)
        {
            if (entry.EntryId == reversal.ReversesEntryId)
            {
                return entry.Amount == reversal.Amount
                    ? entry
                    : throw new InvalidLedgerException(
                        $"Ledger entry {reversal.EntryId} reverses {reversal.Amount} of entry {entry.EntryId}, which is {entry.Amount}.");
            }
        }

        throw new InvalidLedgerException($"Ledger entry {reversal.EntryId} reverses no payment or waiver of its plan.");
    }

    private void Apply(in LedgerEntry entry)
    {
        InstallmentAccount own = AccountOf(entry);
        if (entry.Kind == EntryKind.Waiver)
        {
            lapsed = checked(lapsed + own.Waive(entry));
            return;
        }

        long left = own.IsSettled ? entry.Amount : own.Pay(entry, entry.Amount, order);
        for (int index = oldestUnsettled; left > 0 && index < accounts.Length; index++)
        {
            InstallmentAccount account = accounts[index];
            if (!account.IsSettled)
            {
                left = account.Pay(entry, left, order);
            }

            // Settled ones at the front are skipped.
            if (account.IsSettled && index == oldestUnsettled)
            {
                oldestUnsettled++;
            }
        }

        credit = checked(credit + left);
    }

    private InstallmentAccount AccountOf(in LedgerEntry entry)
    {
        int index = ids.AsSpan().IndexOf(entry.InstallmentId);
        return index >= 0
            ? accounts[index]
            : throw new InvalidLedgerException($"Ledger entry {entry.EntryId} belongs to no installment of its plan.");
    }

    private static int Compare(in Installment a, in Installment b) =>
        a.Number != b.Number ? a.Number.CompareTo(b.Number) : a.InstallmentId.CompareTo(b.InstallmentId);

    private static int Compare(in LedgerEntry a, in LedgerEntry b) =>
        a.EffectiveOn != b.EffectiveOn ? a.EffectiveOn.CompareTo(b.EffectiveOn) : a.EntryId.CompareTo(b.EntryId);
}

/// <summary>
/// base(d) of an installment: scheduled principal and interest less what payments with effective date ≤ d paid of them.
/// Held as the few days on which it changes. Days are <see cref="DateOnly.DayNumber"/>s.
/// </summary>
internal struct UnpaidBase(long scheduled)
{
    private readonly long scheduled = scheduled;
    private Change[]? changes;
    private int count;

    public readonly long Current => count == 0 ? scheduled : changes![count - 1].Base;

    /// <summary>Takes a payment into account; days come in order.</summary>
    public void Reduce(int day, long amount)
    {
        long reduced = Current - amount;
        if (count > 0 && changes![count - 1].Day == day)
        {
            changes[count - 1] = new Change(day, reduced);
            return;
        }

        if (changes is null)
        {
            changes = new Change[2];
        }
        else if (count == changes.Length)
        {
            Array.Resize(ref changes, count * 2);
        }

        changes[count++] = new Change(day, reduced);
    }

    /// <summary>What is unpaid at the close of the day.</summary>
    public readonly long At(int day)
    {
        for (int index = count - 1; index >= 0; index--)
        {
            if (changes![index].Day <= day)
            {
                return changes[index].Base;
            }
        }

        return scheduled;
    }

    /// <summary>The sum of what is unpaid at the close of each day from first to last, both included; 0 when there is none.</summary>
    public readonly decimal Sum(int first, int last)
    {
        Int128 sum = 0;
        int end = last;
        // Backwards, from the period of the last day to that of the first.
        for (int index = count - 1; index >= -1 && end >= first; index--)
        {
            int from = index < 0 ? first : Math.Max(first, changes![index].Day);
            if (from <= end)
            {
                sum += (Int128)(index < 0 ? scheduled : changes![index].Base) * (end - from + 1);
                end = from - 1;
            }
        }

        return sum <= long.MaxValue ? (long)sum : (decimal)sum;
    }

    private readonly record struct Change(int Day, long Base);
}
