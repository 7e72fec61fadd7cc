using System.Text.Json;
using Worker.Simulation.Execution;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Oracles;

/// <summary>The outbox: what must be in it is, once; what need not be is not, but for what may.</summary>
internal sealed class MessageCheck(OracleMemory memory)
{
    private readonly HashSet<string> musts = new(StringComparer.Ordinal);
    private readonly HashSet<string> mays = new(StringComparer.Ordinal);
    private readonly List<string[]> ones = [];
    private readonly ExpectedNotices notices = new(memory);

    /// <summary>A message that must be there from now on.</summary>
    public void Must(string key) => musts.Add(key);

    /// <summary>One that may come now.</summary>
    public void May(string key) => mays.Add(key);

    /// <summary>Of these, exactly one must come now.</summary>
    public void MustOne(string[] keys) => ones.Add(keys);

    /// <summary>A run of remind for a business date.</summary>
    public void CheckNotices(StartedRun run, ObservedRun seen, Facts facts)
    {
        foreach (Part part in memory.Parts.Values.Where(part => part.Status != "paid"))
        {
            PartReckoning account = memory.Reckon(part).Of(part);
            string? kind = NoticeOn(part, account, run.BusinessDate);
            ExpectNotice(part, account, run, seen, facts, isToldToday: kind == "due-soon");
            if (kind is null)
            {
                continue;
            }

            string key = $"{kind}:{part.Name}:{run.BusinessDate:yyyy-MM-dd}";
            (seen.IsDisturbed ? mays : musts).Add(key);
            if (!memory.Messages.ContainsKey(key) && facts.Messages.FirstOrDefault(message => message.Key == key) is MessageFact written)
            {
                CheckContents(part, account, written);
            }
        }

        notices.CheckNew(run, seen, facts);
        Check(facts);
    }

    /// <summary>A message that announces a debit, beside those of the due date, or a call that does, where the channel demands notice.</summary>
    private void ExpectNotice(Part part, PartReckoning account, StartedRun run, ObservedRun seen, Facts facts, bool isToldToday)
    {
        if (part.Plan.Autopay
            && account.Outstanding > 0
            && !memory.IsHeld(part, run.BusinessDate)
            && !memory.Doubts.Values.Any(doubt => doubt.Installment == part.Name)
            && memory.Choose(part, memory.Active.Contains) is string method
            && memory.ChannelOf(method).Notice is StoryNotice by and not StoryNotice.Nobody)
        {
            bool isWanted = !seen.IsDisturbed && run.BusinessDate == memory.Clock.DateAt(seen.At) && notices.IsWanted(part, method, seen.At);
            if (by == StoryNotice.Channel)
            {
                if (isWanted && !facts.Notices.Any(notice => notice.Installment == part.Name && !memory.Notices.ContainsKey(notice.NoticeNo)))
                {
                    memory.Say($"{part.Name}: its debit was not announced to the channel of {method} on {run.BusinessDate:yyyy-MM-dd}");
                }
            }
            else if (!isToldToday)
            {
                (isWanted ? musts : mays).Add($"due-soon:{part.Name}:{run.BusinessDate:yyyy-MM-dd}");
            }
        }
    }

    /// <summary>A run of mark-overdue: customers are written to about what was booked without a debit.</summary>
    public void ExpectPayments(StartedRun run, ObservedRun seen)
    {
        if (memory.NewestOf(run.Job) > run.BusinessDate)
        {
            return;
        }

        HashSet<string> expected = seen.IsDisturbed ? mays : musts;
        int staleAfter = memory.Story.Rules.StaleAfterDays;
        foreach (IGrouping<string, EntryFact> plan in memory.Entries
            .Where(entry => memory.Untold.TryGetValue(entry.EntryId, out DateOnly booked) && booked.DayNumber - entry.EffectiveOn.DayNumber <= staleAfter)
            .GroupBy(entry => entry.Plan, StringComparer.Ordinal))
        {
            expected.UnionWith(plan.Where(entry => entry.Kind == "payment").Select(entry => $"payment-received:{entry.Installment}:{entry.EntryId}"));
            PlanReckoning account = memory.Reckon(plan.Key);
            if (account is { IsClosed: true, LastPayment: EntryFact last }
                && !new PlanReckoning(memory, plan.Key, [.. plan.Select(entry => entry.EntryId)]).IsClosed)
            {
                expected.Add($"plan-closed:{last.Installment}:{last.EffectiveOn:yyyy-MM-dd}");
            }
        }

        if (!seen.IsDisturbed)
        {
            memory.Untold.Clear();
        }
    }

    /// <summary>Nothing but what was announced has come, and nothing has gone.</summary>
    public void Check(Facts facts)
    {
        HashSet<string> now = [.. facts.Messages.Select(message => message.Key)];
        HashSet<string> come = [.. now.Except(memory.Messages.Keys, StringComparer.Ordinal)];
        foreach (string key in memory.Messages.Keys.Union(musts, StringComparer.Ordinal).Except(now, StringComparer.Ordinal))
        {
            memory.Say($"message {key} is missing");
        }

        foreach (string[] keys in ones.Select(keys => keys.Distinct(StringComparer.Ordinal).ToArray()).Where(keys => keys.Count(come.Contains) != 1))
        {
            memory.Say($"of the messages {string.Join(", ", keys)} there came {keys.Count(come.Contains)}, not one");
        }

        foreach (string key in come.Where(key => !musts.Contains(key) && !mays.Contains(key) && !ones.Exists(keys => keys.Contains(key))))
        {
            memory.Say($"message {key} ought not to be there");
        }

        foreach (MessageFact message in facts.Messages)
        {
            if (memory.Messages.TryGetValue(message.Key, out MessageFact? before) && before != message)
            {
                memory.Say($"message {message.Key} is {message.State}, and nobody made it so");
            }

            memory.Messages[message.Key] = message;
        }

        musts.Clear();
        mays.Clear();
        ones.Clear();
    }

    /// <summary>The amount that a message tells.</summary>
    public static long AmountOf(MessageFact message)
    {
        using JsonDocument contents = JsonDocument.Parse(message.Contents);
        return contents.RootElement.GetProperty("amount").GetInt64();
    }

    private string? NoticeOn(Part part, PartReckoning account, DateOnly businessDate)
    {
        StoryRules rules = memory.Story.Rules;
        int late = businessDate.DayNumber - part.DueOn.DayNumber;
        if (account.Outstanding <= 0)
        {
            return null;
        }

        if (late > 0)
        {
            return rules.OverdueDays.Contains(late) && !memory.Doubts.Values.Any(doubt => doubt.Installment == part.Name) ? "overdue" : null;
        }

        string? method = part.Plan.Autopay ? memory.Choose(part, memory.Active.Contains) : null;
        bool isUnwanted = !(method is not null && memory.ChannelOf(method).Notice != StoryNotice.Nobody)
            && (memory.CourtesyOff.Contains(part.Customer.Reference) || memory.IsHeld(part, businessDate));
        return rules.DueSoonDays.Contains(-late) && !isUnwanted ? "due-soon" : null;
    }

    private void CheckContents(Part part, PartReckoning account, MessageFact written)
    {
        using JsonDocument contents = JsonDocument.Parse(written.Contents);
        long amount = contents.RootElement.GetProperty("amount").GetInt64();
        long fees = contents.RootElement.TryGetProperty("lateFees", out JsonElement named) ? named.GetInt64() : 0;
        if ((amount, fees) != (account.Outstanding, account.OutstandingFees))
        {
            memory.Say($"message {written.Key} says {amount} with {fees} of late fees; {account.Outstanding} with {account.OutstandingFees} are owed on {part.Name}");
        }
    }
}
