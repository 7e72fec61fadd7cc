namespace Worker.Servicing.Ledger;

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
        // Backwards, from the stretch that the last day lies in to the one that the first lies in.
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
