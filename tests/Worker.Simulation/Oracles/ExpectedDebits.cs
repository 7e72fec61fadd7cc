using Worker.Simulation.Execution;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Oracles;

/// <summary>What speaks against a debit, or which it would be.</summary>
/// <param name="Against">Why not; null when nothing does.</param>
/// <param name="Method">Of which method.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Rest">What is left to further parts.</param>
internal sealed record Verdict(string? Against, string Method = "", long Amount = 0, long Rest = 0);

/// <summary>Whether an installment may be debited, by every rule there is.</summary>
internal sealed class ExpectedDebits(OracleMemory memory)
{
    private readonly ExpectedNotices notices = new(memory);

    /// <summary>Looks at one installment.</summary>
    /// <param name="part">The installment.</param>
    /// <param name="businessDate">The day the run works for.</param>
    /// <param name="now">When it would be sent.</param>
    /// <param name="before">What the run has attempted so far, in the order in which it was sent, with what became of it.</param>
    /// <param name="notice">Under which notice it would be made; null for the one that leaves room for most.</param>
    /// <param name="sentInRun">How many attempts on a method the run makes beside.</param>
    public Verdict Look(
        Part part,
        DateOnly businessDate,
        DateTimeOffset now,
        IReadOnlyList<AttemptFact> before,
        string? notice,
        Func<string, int> sentInRun)
    {
        // After a hard decline the next method is tried at once, whatever the schedule.
        bool isFallback = before.LastOrDefault(attempt => attempt.Installment == part.Name && attempt.State != "withdrawn") is { IsHardDecline: true };
        if (Standing(part, businessDate, now, before, isFallback) is string against)
        {
            return new Verdict(against);
        }

        if (memory.AreDebitsOff)
        {
            return new Verdict("all debits are switched off");
        }

        long owed = Owed(memory, part, businessDate, before);
        if (owed <= 0)
        {
            return new Verdict("nothing is owed");
        }

        if (memory.Choose(part, one => memory.Active.Contains(one) && !before.Any(attempt => attempt.Method == one && attempt.IsHardDecline)) is not string method)
        {
            return new Verdict("no method is active");
        }

        StoryChannel channel = memory.ChannelOf(method);
        if (channel.Notice != StoryNotice.Nobody)
        {
            long announced = notices.InForce(part, method, now, before)
                .Where(one => notice is null || one.Notice.NoticeNo == notice)
                .Select(one => one.Left)
                .DefaultIfEmpty(0)
                .Max();
            owed = Math.Min(owed, announced);
        }

        if (owed <= 0)
        {
            return new Verdict("no notice is in force");
        }

        long amount = channel.Parts ? Math.Min(owed, channel.MaximumAmount ?? owed) : owed;
        return new Verdict(AgainstMethod(part, method, amount, businessDate, now, sentInRun), method, amount, owed - amount);
    }

    /// <summary>What may be debited for an installment.</summary>
    /// <param name="before">What the run has attempted so far: it may not be booked yet.</param>
    public static long Owed(OracleMemory memory, Part part, DateOnly businessDate, IReadOnlyList<AttemptFact> before)
    {
        AttemptFact[] unbooked =
        [
            .. before.Where(attempt => attempt.State == "succeeded"
                && memory.Parts[attempt.Installment].Plan == part.Plan
                && memory.Entries.All(entry => entry.EntryKey != $"debit:{attempt.OrderNo}")),
        ];
        PartReckoning account =
            (unbooked.Length == 0 ? memory.Reckon(part) : new PlanReckoning(memory, part.Plan.Reference, also: unbooked)).Of(part);
        return Math.Min(
            account.Outstanding, account.Base + (memory.Story.Rules.IncludeLateFees ? account.FeesOwedOn(businessDate) : 0));
    }

    private string? Standing(Part part, DateOnly businessDate, DateTimeOffset now, IReadOnlyList<AttemptFact> before, bool isFallback)
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

        return (!isFallback ? Schedule(part, businessDate, now, before) : null)
            ?? (memory.IsHeld(part, businessDate) ? "it is on hold" : null);
    }

    private string? Schedule(Part part, DateOnly businessDate, DateTimeOffset now, IReadOnlyList<AttemptFact> before)
    {
        StoryRules rules = memory.Story.Rules;
        AttemptFact[] attempts =
        [
            .. memory.AttemptsOn(part).Where(attempt => before.All(other => other.OrderNo != attempt.OrderNo)),
            .. before.Where(attempt => attempt.Installment == part.Name),
        ];
        int day = businessDate.DayNumber - part.DueOn.DayNumber;
        if (day < 0)
        {
            return -day > rules.LeadDays ? "it is not due"
                : attempts.Any(attempt => attempt.State != "withdrawn" && !memory.GoesOn(attempt)) ? "it had its one debit before the due date"
                : !memory.Messages.Values.Any(message => message is { Kind: "due-soon", State: "sent" } && message.Installment == part.Name)
                    ? "its due-soon notice has not left"
                : null;
        }

        if (day < rules.RetryDays[0])
        {
            return "it is not due";
        }

        int step = rules.RetryDays.Where(scheduled => scheduled <= day).Max();
        AttemptFact[] counted = [.. attempts.Where(attempt => memory.Counts(attempt) && attempt.BusinessDate >= part.DueOn)];
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
