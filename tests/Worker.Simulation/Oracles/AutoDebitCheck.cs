using Worker.Simulation.Execution;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Oracles;

/// <summary>
/// A run of auto-debit: every attempt it made was allowed, of the right method and amount; and what it did not debit has a
/// reason, unless the run was disturbed or stopped by its limit.
/// </summary>
internal sealed class AutoDebitCheck(OracleMemory memory, SettlementCheck settlement)
{
    private readonly ExpectedDebits debits = new(memory);
    private readonly ExpectedNotices notices = new(memory);

    public void Check(StartedRun run, ObservedRun seen, Facts facts)
    {
        MeanwhileRule.Check(memory, seen, facts);
        HashSet<string> sent = [.. seen.AllCalls.Where(call => call.IsDebit).Select(call => call.OrderNo)];
        List<AttemptFact> made = InOrderOfSending(
            [.. facts.Attempts.Where(attempt => !memory.Attempts.ContainsKey(attempt.OrderNo)
                && (sent.Contains(attempt.OrderNo) || !SettlementCheck.WaitedForSuspendedMethod(attempt, facts)))],
            seen);

        // Attempts that were open when another process did something are settled before their customers' next ones are made.
        List<AttemptFact> before = InOrderOfSending(
            [.. facts.Attempts.Where(attempt => attempt.RunId == run.RunId && memory.Attempts.ContainsKey(attempt.OrderNo))], seen);
        foreach (AttemptFact attempt in made)
        {
            CheckMade(attempt, run, made, before);
            before.Add(attempt);
        }

        CheckCalls(seen, facts, made, run);
        if (!seen.IsDisturbed)
        {
            CheckNotMade(run, seen, made, before);
            CheckOrder(made);
        }

        CheckTotal(made);
        settlement.Check(seen, facts, isFirstAnswer: true);
    }

    private static List<AttemptFact> InOrderOfSending(List<AttemptFact> made, ObservedRun seen)
    {
        List<string> sent = [.. seen.AllCalls.Where(call => call.IsDebit).Select(call => call.OrderNo)];
        return [.. made.OrderBy(attempt => sent.IndexOf(attempt.OrderNo) is var place && place >= 0 ? place : int.MaxValue)];
    }

    /// <param name="before">What the run has attempted before, part of it perhaps under the eyes of an earlier look.</param>
    private void CheckMade(AttemptFact attempt, StartedRun run, List<AttemptFact> made, List<AttemptFact> before)
    {
        Part part = memory.Parts[attempt.Installment];
        if (attempt.BusinessDate != run.BusinessDate)
        {
            memory.Say($"{part.Name}: an attempt of {attempt.BusinessDate:yyyy-MM-dd} was made by a run for {run.BusinessDate:yyyy-MM-dd}");
        }

        AttemptFact? former = before.LastOrDefault(other => other.Installment == part.Name);
        if (former is not null && made.Contains(former) && !former.IsHardDecline && !memory.GoesOn(former))
        {
            memory.Say($"{part.Name}: tried twice at once without a hard decline in between");
        }

        Verdict verdict = debits.Look(
            part,
            run.BusinessDate,
            attempt.SentAt,
            before,
            former is not null && memory.GoesOn(former) ? attempt.NoticeNo : null,
            method => before.Count(other => other.Method == method && other.State != "withdrawn" && !memory.Attempts.ContainsKey(other.OrderNo)));
        memory.Rests[attempt.OrderNo] = verdict.Rest;
        if (verdict.Against is not null)
        {
            memory.Say($"{part.Name}: debited on {Time(attempt.SentAt)} although {verdict.Against}");
        }
        else if ((memory.ChannelOf(attempt.Method).Notice != StoryNotice.Nobody) != notices.InForce(part, attempt.Method, attempt.SentAt, before)
            .Any(one => one.Notice.NoticeNo == attempt.NoticeNo && one.Left >= attempt.Amount))
        {
            memory.Say($"{part.Name}: debited on {Time(attempt.SentAt)} under notice {attempt.NoticeNo ?? "none"}, which was not in force for as much");
        }
        else if ((verdict.Method, verdict.Amount, part.Plan.Currency) != (attempt.Method, attempt.Amount, attempt.Currency))
        {
            memory.Say($"{part.Name}: debited {attempt.Amount} {attempt.Currency} of {attempt.Method} on {Time(attempt.SentAt)}, "
                + $"not {verdict.Amount} {part.Plan.Currency} of {verdict.Method}");
        }
    }

    /// <summary>A customer's installments on one method go one after the other, the oldest due first, all parts of one before the next.</summary>
    private void CheckOrder(List<AttemptFact> made)
    {
        if (made.Exists(attempt => attempt.IsHardDecline))
        {
            return; // What falls back on a method comes after what it paid already.
        }

        foreach (IGrouping<string, AttemptFact> ofMethod in made.GroupBy(attempt => attempt.Method, StringComparer.Ordinal))
        {
            foreach ((AttemptFact former, AttemptFact next) in ofMethod.Zip(ofMethod.Skip(1))
                .Where(pair => memory.Parts[pair.First.Installment].DueOn > memory.Parts[pair.Second.Installment].DueOn))
            {
                memory.Say($"{next.Installment}: debited of {next.Method} after {former.Installment}, which is due later");
            }
        }
    }

    /// <summary>What was sent is what was written down, to the last field.</summary>
    private void CheckCalls(ObservedRun seen, Facts facts, List<AttemptFact> made, StartedRun run)
    {
        foreach (GatewayCall call in seen.Calls.Where(call => call.IsDebit))
        {
            AttemptFact? attempt = facts.Attempts.FirstOrDefault(one => one.OrderNo == call.OrderNo);
            bool isResend = memory.Attempts.ContainsKey(call.OrderNo);
            if (attempt is null
                || (attempt.Installment, attempt.Amount, attempt.Currency, memory.Methods[attempt.Method].Token)
                    != (call.Installment, call.Amount, call.Currency, call.Token))
            {
                memory.Say($"{call.Installment}: order {call.OrderNo} over {call.Amount} was sent, and is not what was written down");
            }

            // A worker that takes over sends again what the one before it had only written down.
            if (isResend && !(run.IsJoined || seen.IsDisturbed))
            {
                memory.Say($"{call.Installment}: order {call.OrderNo} was sent again by a run of auto-debit");
            }
        }

        HashSet<string> sent = [.. seen.AllCalls.Where(call => call.IsDebit).Select(call => call.OrderNo)];
        foreach (AttemptFact attempt in made.Where(attempt => !sent.Contains(attempt.OrderNo) && !seen.IsDisturbed))
        {
            memory.Say($"{attempt.Installment}: order {attempt.OrderNo} was written down and never sent");
        }
    }

    private void CheckNotMade(StartedRun run, ObservedRun seen, List<AttemptFact> made, List<AttemptFact> before)
    {
        foreach (Part part in memory.Parts.Values)
        {
            AttemptFact? last = made.LastOrDefault(attempt => attempt.Installment == part.Name);
            bool goesOn = last is not null && memory.GoesOn(last);
            if (last is { IsHardDecline: false } && !goesOn)
            {
                continue;
            }

            Verdict verdict = debits.Look(
                part, run.BusinessDate, seen.At, before, goesOn ? last!.NoticeNo : null, method => made.Count(other => other.Method == method));
            if (verdict.Against is null)
            {
                memory.Say($"{part.Name}: {verdict.Amount} not debited of {verdict.Method} on {Time(seen.At)}, and nothing speaks against it");
            }
        }
    }

    private void CheckTotal(List<AttemptFact> made)
    {
        foreach (IGrouping<string, AttemptFact> group in made
            .Where(attempt => attempt.IsInDoubt || attempt.State == "succeeded")
            .GroupBy(attempt => attempt.Currency, StringComparer.Ordinal))
        {
            if (group.Sum(attempt => attempt.Amount) > memory.Story.Rules.MaximumRunAmount)
            {
                memory.Say($"a run debited {group.Sum(attempt => attempt.Amount)} {group.Key}, over its limit of {memory.Story.Rules.MaximumRunAmount}");
            }
        }
    }

    private string Time(DateTimeOffset at) => $"{memory.Clock.LocalAt(at):yyyy-MM-dd HH:mm}";
}
