using Worker.Simulation.Generation;

namespace Worker.Simulation.Oracles;

/// <summary>The late fee of an installment, summed up day by day.</summary>
internal static class ExpectedFee
{
    /// <summary>The policy in force on the due date; before the first one, the first.</summary>
    public static StoryFeePolicy PolicyOf(StoryRules rules, string product, DateOnly dueOn)
    {
        List<StoryFeePolicy> own = [.. rules.FeePolicies.Where(policy => policy.Product == product)];
        if (own.Count == 0)
        {
            own = [.. rules.FeePolicies.Where(policy => policy.Product == "default")];
        }

        return own.Where(policy => policy.From <= dueOn).MaxBy(policy => policy.From) ?? own.MinBy(policy => policy.From)!;
    }

    /// <summary>round(fee(t)).</summary>
    /// <param name="part">The installment.</param>
    /// <param name="closedDay">t.</param>
    /// <param name="baseAt">base(d).</param>
    public static long Of(Part part, DateOnly closedDay, Func<DateOnly, long> baseAt)
    {
        StoryFeePolicy policy = part.Policy;
        DateOnly graceEnd = part.DueOn.AddDays(policy.GraceDays);
        if (closedDay < graceEnd || baseAt(graceEnd) == 0)
        {
            return 0;
        }

        DateOnly start = policy.AccruesFromGraceEnd ? graceEnd.AddDays(1) : part.DueOn.AddDays(1);
        decimal fee = policy.Flat;
        decimal unpaidDays = 0;
        for (DateOnly day = part.DueOn.AddDays(1); day <= closedDay; day = day.AddDays(1))
        {
            unpaidDays += baseAt(day);
            fee += day >= start ? baseAt(day) * policy.DailyRate : 0;
        }

        fee = Math.Min(fee, policy.CapPercent * part.Scheduled);
        fee = Math.Min(fee, policy.AnnualCap * unpaidDays / 365m);
        return (long)Math.Round(fee, MidpointRounding.ToEven);
    }
}
