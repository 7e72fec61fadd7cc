using Worker.Simulation.Execution;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Oracles;

/// <summary>A run of reconcile: it asked about what was due to be asked about, and sent again only what never arrived.</summary>
internal sealed class ReconcileCheck(OracleMemory memory, SettlementCheck settlement)
{
    public void Check(ObservedRun seen, Facts facts)
    {
        HashSet<string> due = [.. memory.Doubts.Values.Where(doubt => doubt.NextAskAt <= seen.At).Select(doubt => doubt.OrderNo)];
        foreach (IGrouping<string, GatewayCall> asked in seen.Calls.Where(call => !call.IsDebit).GroupBy(call => call.OrderNo, StringComparer.Ordinal))
        {
            if (!due.Remove(asked.Key) || asked.Count() > 1)
            {
                memory.Say($"order {asked.Key} was asked about {asked.Count()} time(s), out of turn");
            }
        }

        foreach (string forgotten in due.Where(_ => !seen.IsDisturbed))
        {
            memory.Say($"order {forgotten} was not asked about at {memory.Clock.LocalAt(seen.At):yyyy-MM-dd HH:mm}");
        }

        CheckResends(seen);
        settlement.Check(seen, facts, isFirstAnswer: false);
        CheckNextQuestions(seen, facts);
    }

    private void CheckResends(ObservedRun seen)
    {
        foreach (DoubtFact doubt in memory.Doubts.Values)
        {
            GatewayCall? answer = seen.Calls.FirstOrDefault(call => !call.IsDebit && call.OrderNo == doubt.OrderNo);
            GatewayCall[] sent = [.. seen.Calls.Where(call => call.IsDebit && call.OrderNo == doubt.OrderNo)];
            bool maySend = answer?.Reply == GatewayReply.NeverArrived && MaySend(doubt, seen.At);
            if (sent.Length > 1 || (sent.Length > 0 && !maySend))
            {
                memory.Say($"order {doubt.OrderNo} of {doubt.Installment} was sent again, and must not be");
            }

            if (sent.Length == 0 && maySend && !seen.IsDisturbed)
            {
                memory.Say($"order {doubt.OrderNo} of {doubt.Installment} never arrived, and was not sent again");
            }

            AttemptFact attempt = memory.Attempts[doubt.OrderNo];
            foreach (GatewayCall again in sent.Where(call => (call.Amount, call.Token, call.Currency, call.Installment)
                != (attempt.Amount, memory.Methods[attempt.Method].Token, attempt.Currency, attempt.Installment)))
            {
                memory.Say($"order {again.OrderNo} was sent again with another body");
            }
        }

        foreach (GatewayCall stranger in seen.Calls.Where(call => call.IsDebit && !memory.Doubts.ContainsKey(call.OrderNo)))
        {
            memory.Say($"order {stranger.OrderNo} of {stranger.Installment} was sent by reconcile, and was not in doubt");
        }
    }

    /// <summary>The identical order, and only where a new one of its method could be sent and its amount is still owed.</summary>
    private bool MaySend(DoubtFact doubt, DateTimeOffset now)
    {
        AttemptFact attempt = memory.Attempts[doubt.OrderNo];
        Part part = memory.Parts[doubt.Installment];
        StoryChannel channel = memory.ChannelOf(attempt.Method);
        return part.Plan.Autopay
            && memory.Active.Contains(attempt.Method)
            && ExpectedDebits.Owed(memory, part, memory.Clock.DateAt(now), []) >= attempt.Amount
            && doubt.LastSentAt.AddMinutes(channel.FinalityMinutes) <= now
            && !memory.AreDebitsOff
            && !memory.ChannelsOff.Contains(channel.Name)
            && !memory.IsHeld(part, memory.Clock.DateAt(now))
            && ExpectedDebits.IsOpen(channel, now);
    }

    /// <summary>After 1, 5, 15 minutes and an hour, then hourly.</summary>
    private void CheckNextQuestions(ObservedRun seen, Facts facts)
    {
        foreach (DoubtFact doubt in facts.Doubts.Where(_ => !seen.IsDisturbed))
        {
            if (seen.Calls.All(call => call.OrderNo != doubt.OrderNo))
            {
                continue;
            }

            DateTimeOffset next = doubt.LastSentAt.AddMinutes(1);
            foreach (int minutes in (int[])[5, 15, 60])
            {
                next = next > seen.At ? next : doubt.LastSentAt.AddMinutes(minutes);
            }

            while (next <= seen.At)
            {
                next = next.AddHours(1);
            }

            if (doubt.NextAskAt != next)
            {
                memory.Say($"order {doubt.OrderNo} is to be asked about at {doubt.NextAskAt:u}, not at {next:u}");
            }
        }
    }
}
