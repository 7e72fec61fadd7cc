using Worker.Simulation.Execution;

namespace Worker.Simulation.Oracles;

/// <summary>
/// What followed from the channels' answers: states, payments, suspended methods, messages, statuses. What is in doubt and
/// stays so after an answer is only allowed where the run was disturbed.
/// </summary>
internal sealed class SettlementCheck(OracleMemory memory, StatusCheck statuses, MessageCheck messages)
{
    private static readonly TimeOnly[] DebitTimes = [new(9, 0), new(14, 0), new(19, 0)];

    /// <summary>Checks and remembers what changed.</summary>
    /// <param name="seen">The run.</param>
    /// <param name="facts">What stands now.</param>
    /// <param name="isFirstAnswer">True for auto-debit: an attempt that was not processed is withdrawn.</param>
    public void Check(ObservedRun seen, Facts facts, bool isFirstAnswer)
    {
        var settled = new List<AttemptFact>();
        foreach (AttemptFact attempt in facts.Attempts)
        {
            bool wasOpen = !memory.Attempts.TryGetValue(attempt.OrderNo, out AttemptFact? before) || before.IsInDoubt;
            if (before is not null && !before.IsInDoubt && before != attempt)
            {
                memory.Say($"order {attempt.OrderNo} of {attempt.Installment} was {before.State} and is {attempt.State}");
            }

            if (wasOpen)
            {
                CheckState(attempt, seen, facts, isFirstAnswer && (before is null || (seen.Meanwhile is not null && seen.AllCalls.Count(call => call.OrderNo == attempt.OrderNo) == 1)));
                if (!attempt.IsInDoubt)
                {
                    settled.Add(attempt);
                }
            }
        }

        foreach (string gone in memory.Attempts.Keys.Except(facts.Attempts.Select(attempt => attempt.OrderNo), StringComparer.Ordinal))
        {
            memory.Say($"order {gone} is gone");
        }

        HashSet<string> wasClosed = [.. memory.Parts.Values.Select(part => part.Plan.Reference).Distinct().Where(IsClosed)];
        CheckPayments(settled, facts);
        HashSet<string> suspended = CheckMethods(settled, facts);
        Remember(facts);
        statuses.AfterMovesOfMoney(seen.At);
        statuses.Check(facts);
        Tell(settled, suspended, wasClosed, seen, facts, isFirstAnswer);
        messages.Check(facts);
    }

    private void CheckState(AttemptFact attempt, ObservedRun seen, Facts facts, bool mayWithdraw)
    {
        // What was answered before another process did something is settled after it.
        GatewayCall? last = (seen.Meanwhile is null ? seen.Calls : seen.AllCalls).LastOrDefault(call => call.OrderNo == attempt.OrderNo);
        string expected = last?.Reply switch
        {
            GatewayReply.Succeeded => "succeeded",
            GatewayReply.Declined => "declined",
            GatewayReply.Pending => "pending",
            GatewayReply.Wrong => "rejected",
            GatewayReply.NotProcessed or GatewayReply.NotSent when mayWithdraw => "withdrawn",
            null when WaitedForSuspendedMethod(attempt, facts) => "withdrawn",
            _ => "unknown",
        };
        bool isRight = expected is "pending" or "unknown" ? attempt.IsInDoubt : attempt.State == expected && attempt.DeclineCode == last?.DeclineCode;
        if (!isRight && !(attempt.IsInDoubt && seen.IsDisturbed))
        {
            memory.Say($"order {attempt.OrderNo} of {attempt.Installment} is {attempt.State}, and the channel said {last?.Reply.ToString() ?? "nothing"}");
        }
    }

    /// <summary>Whether it was withdrawn because its method was declined for good before its turn came.</summary>
    public static bool WaitedForSuspendedMethod(AttemptFact attempt, Facts facts) => attempt.State == "withdrawn"
        && facts.Attempts.Any(other => other.RunId == attempt.RunId && other.Method == attempt.Method && other.IsHardDecline);

    private void CheckPayments(List<AttemptFact> settled, Facts facts)
    {
        Dictionary<string, AttemptFact> owed = settled
            .Where(attempt => attempt.State == "succeeded")
            .ToDictionary(attempt => $"debit:{attempt.OrderNo}", StringComparer.Ordinal);
        foreach (EntryFact entry in LedgerCheck.New(memory, facts))
        {
            if (!owed.Remove(entry.EntryKey, out AttemptFact? attempt)
                || (entry.Kind, entry.Installment, entry.Amount, entry.EffectiveOn)
                    != ("payment", attempt.Installment, attempt.Amount, attempt.BusinessDate))
            {
                memory.Say($"{entry.Installment}: {entry.Kind} {entry.EntryKey} over {entry.Amount} as of {entry.EffectiveOn:yyyy-MM-dd} follows from no debit");
            }

            memory.Entries.Add(entry);
        }

        foreach (string missing in owed.Keys)
        {
            memory.Say($"{owed[missing].Installment}: {missing} was debited, and is not in the ledger");
        }
    }

    /// <summary>Hard declines suspend their method.</summary>
    private HashSet<string> CheckMethods(List<AttemptFact> settled, Facts facts)
    {
        foreach (AttemptFact attempt in settled.Where(attempt => attempt.State == "declined"))
        {
            bool isHard = attempt.DeclineCode is "account_closed" or "agreement_revoked" or "card_expired" or "card_lost" or "fraud_suspected";
            if (isHard != attempt.IsHardDecline)
            {
                memory.Say($"order {attempt.OrderNo}: {attempt.DeclineCode} was taken for {attempt.DeclineCategory}");
            }
        }

        HashSet<string> suspended = [.. settled.Where(attempt => attempt.IsHardDecline && memory.Active.Contains(attempt.Method)).Select(attempt => attempt.Method)];
        memory.Active.ExceptWith(suspended);
        LedgerCheck.CheckMethods(memory, facts);
        return suspended;
    }

    private void Remember(Facts facts)
    {
        memory.Attempts.Clear();
        foreach (AttemptFact attempt in facts.Attempts)
        {
            memory.Attempts.Add(attempt.OrderNo, attempt);
        }

        memory.Doubts.Clear();
        foreach (DoubtFact doubt in facts.Doubts)
        {
            memory.Doubts.Add(doubt.OrderNo, doubt);
        }

        if (!memory.Attempts.Values.Where(attempt => attempt.IsInDoubt).Select(attempt => attempt.OrderNo).ToHashSet(StringComparer.Ordinal)
            .SetEquals(memory.Doubts.Keys))
        {
            memory.Say("what blocks installments is not what is in doubt");
        }
    }

    private void Tell(List<AttemptFact> settled, HashSet<string> suspended, HashSet<string> wasClosed, ObservedRun seen, Facts facts, bool isFirstAnswer)
    {
        foreach (AttemptFact attempt in settled)
        {
            if (attempt.State == "succeeded")
            {
                TellOfSuccess(attempt, seen, facts, isFirstAnswer);
            }

            if (attempt.State == "declined" && !attempt.IsHardDecline && IsLastOfDay(attempt, seen.At))
            {
                messages.Must(Failure(attempt));
            }

            if (attempt.IsHardDecline)
            {
                TellOfHardDecline(attempt, settled);
            }
        }

        foreach (string method in suspended)
        {
            messages.MustOne([.. settled.Where(attempt => attempt.Method == method && attempt.IsHardDecline)
                .Select(attempt => $"method-suspended:{attempt.Installment}:{attempt.OrderNo}")]);
        }

        foreach (IGrouping<string, AttemptFact> plan in settled
            .Where(attempt => attempt.State == "succeeded")
            .GroupBy(attempt => memory.Parts[attempt.Installment].Plan.Reference, StringComparer.Ordinal)
            .Where(group => !wasClosed.Contains(group.Key) && IsClosed(group.Key)))
        {
            messages.MustOne([.. plan.Select(attempt => $"plan-closed:{attempt.Installment}:{attempt.BusinessDate:yyyy-MM-dd}")]);
        }
    }

    /// <summary>
    /// What a run debits of an installment in parts has one receipt, that of the first part; what is settled by a later question, or after
    /// a death, may have one of its own. All of them together tell what was paid.
    /// </summary>
    private void TellOfSuccess(AttemptFact attempt, ObservedRun seen, Facts facts, bool isFirstAnswer)
    {
        List<string> sent = [.. seen.AllCalls.Select(call => call.OrderNo)];
        AttemptFact[] series =
        [
            .. memory.Attempts.Values
                .Where(other => (other.RunId, other.Installment, other.Method, other.State) == (attempt.RunId, attempt.Installment, attempt.Method, "succeeded"))
                .OrderBy(other => sent.IndexOf(other.OrderNo)),
        ];
        if (series[0] == attempt || !isFirstAnswer)
        {
            messages.Must(Receipt(attempt));
        }
        else if (seen.IsDisturbed)
        {
            messages.May(Receipt(attempt));
        }

        HashSet<string> keys = [.. series.Select(Receipt)];
        MessageFact[] receipts = [.. facts.Messages.Where(message => keys.Contains(message.Key))];
        foreach (MessageFact receipt in receipts)
        {
            if (isFirstAnswer
                && memory.Messages.TryGetValue(receipt.Key, out MessageFact? before)
                && before with { Contents = receipt.Contents, NextTryAt = receipt.NextTryAt } == receipt)
            {
                memory.Messages[receipt.Key] = receipt;
            }
        }

        if (receipts.Sum(MessageCheck.AmountOf) is var told && told != series.Sum(part => part.Amount))
        {
            memory.Say($"{attempt.Installment}: receipts tell of {told}, and {series.Sum(part => part.Amount)} were debited");
        }
    }

    private static string Receipt(AttemptFact attempt) => $"receipt:{attempt.Installment}:{attempt.OrderNo}";

    /// <summary>
    /// Without another method this was the day's last attempt. With one, the customer may be told: whether it is tried
    /// today is not known yet.
    /// </summary>
    private void TellOfHardDecline(AttemptFact attempt, List<AttemptFact> settled)
    {
        Part part = memory.Parts[attempt.Installment];
        bool isFollowed = settled.Exists(other => other.Installment == attempt.Installment && other != attempt && !memory.GoesOn(other))
            || memory.Doubts.Values.Any(doubt => doubt.Installment == attempt.Installment);
        if (!isFollowed && memory.Choose(part, memory.Active.Contains) is null)
        {
            messages.Must(Failure(attempt));
        }
        else
        {
            messages.May(Failure(attempt));
        }
    }

    private bool IsLastOfDay(AttemptFact attempt, DateTimeOffset now)
    {
        int counted = memory.AttemptsOn(memory.Parts[attempt.Installment])
            .Count(other => memory.Counts(other) && other.BusinessDate == attempt.BusinessDate);
        TimeSpan gap = TimeSpan.FromHours(memory.Story.Rules.HoursBetweenAttempts);
        return attempt.BusinessDate < memory.Parts[attempt.Installment].DueOn
            || counted >= memory.Story.Rules.AttemptsPerDay
            || !DebitTimes.Select(time => memory.Clock.InstantOf(attempt.BusinessDate, time)).Any(at => at > now && at - attempt.SentAt >= gap);
    }

    private bool IsClosed(string plan) => memory.Reckon(plan).Parts.All(part => part.IsPaid);

    private static string Failure(AttemptFact attempt) => $"debit-failed:{attempt.Installment}:{attempt.BusinessDate:yyyy-MM-dd}";
}
