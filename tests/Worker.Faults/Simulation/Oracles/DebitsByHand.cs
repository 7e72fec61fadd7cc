using Worker.Faults.Simulation.Playing;
using Worker.Faults.Simulation.Stories;

namespace Worker.Faults.Simulation.Oracles;

/// <summary>What speaks against a debit, or which it would be.</summary>
/// <param name="Against">Why not; null when nothing does.</param>
/// <param name="Method">Of which method.</param>
/// <param name="Amount">Minor units.</param>
internal sealed record Verdict(string? Against, string Method = "", long Amount = 0);

/// <summary>Whether an installment may be debited, by every rule there is.</summary>
internal sealed class DebitsByHand(OracleMemory memory)
{
    private readonly NoticesByHand notices = new(memory);

    /// <summary>Looks at one installment.</summary>
    /// <param name="part">The installment.</param>
    /// <param name="businessDate">The day the run works for.</param>
    /// <param name="now">When it would be sent.</param>
    /// <param name="tries">Which try of the run it would be, from 0: after a hard decline the next method is tried at once.</param>
    /// <param name="isActive">Which methods are active by then.</param>
    /// <param name="sentInRun">How many attempts on a method the run makes beside.</param>
    public Verdict Look(
        Part part, DateOnly businessDate, DateTimeOffset now, int tries, Func<string, bool> isActive, Func<string, int> sentInRun)
    {
        if (Standing(part, businessDate, now, tries) is string against)
        {
            return new Verdict(against);
        }

        if (memory.AreDebitsOff)
        {
            return new Verdict("all debits are switched off");
        }

        long owed = Owed(memory, part, businessDate);
        if (owed <= 0)
        {
            return new Verdict("nothing is owed");
        }

        if (memory.Choose(part, isActive) is not string method)
        {
            return new Verdict("no method is active");
        }

        if (memory.ChannelOf(method).DemandsNotice)
        {
            long announced = notices.InForce(part, method, now).Select(one => one.Left).DefaultIfEmpty(0).Max();
            owed = Math.Min(owed, announced);
        }

        return owed > 0
            ? new Verdict(AgainstMethod(part, method, owed, businessDate, now, sentInRun), method, owed)
            : new Verdict("no notice is in force");
    }

    /// <summary>What may be debited for an installment.</summary>
    public static long Owed(OracleMemory memory, Part part, DateOnly businessDate)
    {
        PartReckoning account = memory.Reckon(part).Of(part);
        return Math.Min(
            account.Outstanding, account.Base + (memory.Story.Rules.IncludeLateFees ? account.FeesOwedOn(businessDate) : 0));
    }

    private string? Standing(Part part, DateOnly businessDate, DateTimeOffset now, int tries)
    {
        if (!part.Plan.Autopay)
        {
            return "the plan is not debited by itself";
        }

        if (memory.Doubts.Values.Any(doubt => doubt.Installment == part.Name))
        {
            return "an attempt is in doubt";
        }

        if (businessDate.DayNumber > part.DueOn.DayNumber + memory.Story.Rules.RetryDays[^1])
        {
            return "its schedule is over";
        }

        return (tries == 0 ? Schedule(part, businessDate, now) : null)
            ?? (memory.IsHeld(part, businessDate) ? "it is on hold" : null);
    }

    private string? Schedule(Part part, DateOnly businessDate, DateTimeOffset now)
    {
        StoryRules rules = memory.Story.Rules;
        int day = businessDate.DayNumber - part.DueOn.DayNumber;
        if (day < 0)
        {
            return -day > rules.LeadDays ? "it is not due"
                : memory.AttemptsOn(part).Any(attempt => attempt.State != "withdrawn") ? "it had its one debit before the due date"
                : !memory.Messages.Values.Any(message => message is { Kind: "due-soon", State: "sent" } && message.Installment == part.Name)
                    ? "its due-soon notice has not left"
                : null;
        }

        if (day < rules.RetryDays[0])
        {
            return "it is not due";
        }

        int step = rules.RetryDays.Where(scheduled => scheduled <= day).Max();
        AttemptFact[] counted = [.. memory.AttemptsOn(part).Where(attempt => attempt.Counts && attempt.BusinessDate >= part.DueOn)];
        if (counted.Any(attempt => attempt.BusinessDate != businessDate && attempt.BusinessDate >= part.DueOn.AddDays(step)))
        {
            return "this step of its schedule had its day";
        }

        return counted.Count(attempt => attempt.BusinessDate == businessDate) >= rules.AttemptsPerDay ? "it had its attempts of the day"
            : counted.Any(attempt => now - attempt.SentAt < TimeSpan.FromHours(rules.HoursBetweenAttempts)) ? "it was tried a short while ago"
            : null;
    }

    private string? AgainstMethod(
        Part part, string method, long owed, DateOnly businessDate, DateTimeOffset now, Func<string, int> sentInRun)
    {
        StoryChannel channel = memory.ChannelOf(method);
        if (memory.ChannelsOff.Contains(channel.Name))
        {
            return $"channel {channel.Name} is switched off";
        }

        if (owed > channel.MaximumAmount)
        {
            return "it is more than the channel takes at once";
        }

        if (part.DueOn.DayNumber - businessDate.DayNumber > channel.DaysBeforeDue)
        {
            return "it is too early for the channel";
        }

        if (!IsOpen(channel, now))
        {
            return "the channel is closed at this hour";
        }

        AttemptFact[] ofMethod = [.. memory.Attempts.Values.Where(attempt => attempt.Method == method && attempt.State != "withdrawn")];
        return channel.Budgets.Any(budget =>
            ofMethod.Count(attempt => now - attempt.SentAt < TimeSpan.FromHours(budget.Hours)) + sentInRun(method) >= budget.Attempts)
            ? "the method's budget is used up"
            : null;
    }

    /// <summary>Whether the channel's hours let an order through.</summary>
    public static bool IsOpen(StoryChannel channel, DateTimeOffset now) => new OracleClock(channel.Zone).IsWithin(
        now, channel.Opens ?? TimeOnly.MinValue, channel.Closes ?? TimeOnly.MinValue);
}
