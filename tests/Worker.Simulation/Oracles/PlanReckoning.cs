using Worker.Simulation.Execution;

namespace Worker.Simulation.Oracles;

/// <summary>A plan's account, reckoned from its ledger from the beginning.</summary>
internal sealed class PlanReckoning
{
    private readonly Dictionary<string, PartReckoning> parts;

    /// <param name="without">Entries that are left out, as if they had not been booked.</param>
    /// <param name="also">Attempts that succeeded and are not booked yet.</param>
    public PlanReckoning(OracleMemory memory, string plan, IReadOnlyCollection<long>? without = null, IEnumerable<AttemptFact>? also = null)
    {
        parts = memory.PartsOf(plan).ToDictionary(part => part.Name, part => new PartReckoning(part), StringComparer.Ordinal);
        List<EntryFact> entries =
        [
            .. memory.Entries.Where(entry => entry.Plan == plan && without?.Contains(entry.EntryId) != true),
            .. (also ?? []).Select((attempt, index) => new EntryFact
            {
                EntryId = long.MaxValue / 2 + index,
                Kind = "payment",
                Installment = attempt.Installment,
                Amount = attempt.Amount,
                EffectiveOn = attempt.BusinessDate,
            }),
        ];
        foreach (EntryFact fee in entries.Where(entry => entry.Kind == "late_fee"))
        {
            parts[fee.Installment].Posted += fee.Amount;
        }

        foreach (EntryFact entry in entries
            .Where(entry => entry.Kind is "payment" or "waiver")
            .OrderBy(entry => entry.EffectiveOn)
            .ThenBy(entry => entry.EntryId))
        {
            long left = entry.Amount;
            if (entry.Kind == "waiver")
            {
                parts[entry.Installment].PayFees(entry.EffectiveOn, ref left);
                continue;
            }

            parts[entry.Installment].Pay(entry.EffectiveOn, ref left, memory.Story.Rules.AllocationOrder);
            foreach (PartReckoning next in parts.Values.OrderBy(part => part.Part.Terms.Number))
            {
                next.Pay(entry.EffectiveOn, ref left, memory.Story.Rules.AllocationOrder);
            }

            Credit += left;
            LastPayment = left < entry.Amount ? entry : LastPayment;
        }
    }

    /// <summary>What payments left over.</summary>
    public long Credit { get; }

    /// <summary>The last payment that paid anything; null without one.</summary>
    public EntryFact? LastPayment { get; }

    public bool IsClosed => parts.Values.All(part => part.IsPaid);

    public IEnumerable<PartReckoning> Parts => parts.Values;

    public PartReckoning Of(Part part) => parts[part.Name];
}

/// <summary>An installment's account.</summary>
internal sealed class PartReckoning(Part part)
{
    private readonly List<(DateOnly On, long Amount)> basePayments = [];
    private readonly List<(DateOnly On, long Amount)> feePayments = [];
    private long principalLeft = part.Terms.Principal;
    private long interestLeft = part.Terms.Interest;

    public Part Part => part;

    /// <summary>Posted late fees.</summary>
    public long Posted { get; set; }

    public long Base => principalLeft + interestLeft;

    public long Outstanding => Base + Posted - feePayments.Sum(payment => payment.Amount);

    public bool IsPaid => Base == 0 && Outstanding <= 0;

    /// <summary>Posted late fees that nobody paid or waived.</summary>
    public long OutstandingFees => Math.Max(0, Posted - feePayments.Sum(payment => payment.Amount));

    public long FeeAt(DateOnly closedDay) =>
        ExpectedFee.Of(part, closedDay, day => part.Scheduled - basePayments.Where(payment => payment.On <= day).Sum(payment => payment.Amount));

    /// <summary>Late fees owed in the morning of a day.</summary>
    public long FeesOwedOn(DateOnly day) =>
        Math.Max(0, FeeAt(day.AddDays(-1)) - feePayments.Where(payment => payment.On <= day).Sum(payment => payment.Amount));

    /// <summary>Pays the parts in order.</summary>
    public void Pay(DateOnly on, ref long left, IReadOnlyList<string> order)
    {
        foreach (string name in order)
        {
            switch (name)
            {
                case "fees":
                    PayFees(on, ref left);
                    break;
                case "interest":
                    PayBase(on, ref left, ref interestLeft);
                    break;
                default:
                    PayBase(on, ref left, ref principalLeft);
                    break;
            }
        }
    }

    /// <summary>Pays late fees, or waives them.</summary>
    public void PayFees(DateOnly on, ref long left)
    {
        long paid = Math.Min(left, Math.Max(0, FeeAt(on.AddDays(-1)) - feePayments.Sum(payment => payment.Amount)));
        feePayments.Add((on, paid));
        left -= paid;
    }

    private void PayBase(DateOnly on, ref long left, ref long owed)
    {
        long paid = Math.Min(left, owed);
        basePayments.Add((on, paid));
        owed -= paid;
        left -= paid;
    }
}
