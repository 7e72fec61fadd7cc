using Worker.Simulation.Execution;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Oracles;

/// <summary>What another process did in the middle of a run of auto-debit, and which open attempts have to be withdrawn for it.</summary>
internal static class MeanwhileRule
{
    public static bool Withdraws(OracleMemory memory, ActedMeanwhile acted, AttemptFact attempt)
    {
        Part part = memory.Parts[attempt.Installment];
        return acted.Action switch
        {
            _ when acted.IsRefused => false,
            Hold hold => hold.Reference == (hold.IsPlan ? part.Plan.Reference : part.Customer.Reference) && !(hold.Until < attempt.BusinessDate),
            Switch { On: false } turn => turn.Channel is null || turn.Channel == memory.ChannelOf(attempt.Method).Name,
            SuspendMethod suspend => suspend.Method == attempt.Method,
            ImportPayments import => import.Payments.Any(payment => payment.Plan == part.Plan.Reference),
            Waive waive => waive.Plan == part.Plan.Reference,
            _ => false,
        };
    }

    /// <summary>Nothing goes out that was to be withdrawn; and what never went out and was withdrawn leaves its installment free.</summary>
    public static void Check(OracleMemory memory, ObservedRun seen, Facts facts)
    {
        if (seen.Meanwhile is null)
        {
            return;
        }

        // Channels are sent to side by side, one order after the other: another channel's may be out already, and its next one on its way.
        string? channel = seen.Meanwhile.AfterOrder is string order ? memory.ChannelOf(memory.Attempts[order].Method).Name : null;
        foreach (IGrouping<string, GatewayCall> group in seen.Calls
            .Where(call => call.IsDebit && call.Reply != GatewayReply.NotSent && memory.Attempts.ContainsKey(call.OrderNo))
            .GroupBy(call => memory.ChannelOf(memory.Attempts[call.OrderNo].Method).Name, StringComparer.Ordinal))
        {
            foreach (GatewayCall call in group
                .Skip(channel is null || channel == group.Key ? 0 : 2)
                .Where(call => Withdraws(memory, seen.Meanwhile, memory.Attempts[call.OrderNo])))
            {
                memory.Say($"{call.Installment}: order {call.OrderNo} went out a second after {seen.Meanwhile.Action}");
            }
        }

        foreach (AttemptFact attempt in facts.Attempts.Where(attempt => !attempt.IsInDoubt && memory.Doubts.Remove(attempt.OrderNo)))
        {
            if (attempt.State == "withdrawn")
            {
                memory.Attempts[attempt.OrderNo] = memory.Attempts[attempt.OrderNo] with { State = "withdrawn" };
                if (!Withdraws(memory, seen.Meanwhile, attempt)
                    && !SettlementCheck.WaitedForSuspendedMethod(attempt, facts)
                    && !seen.AllCalls.Any(call => call.OrderNo == attempt.OrderNo))
                {
                    memory.Say($"{attempt.Installment}: order {attempt.OrderNo} was withdrawn, and nothing it was decided on had moved");
                }
            }
        }
    }
}
