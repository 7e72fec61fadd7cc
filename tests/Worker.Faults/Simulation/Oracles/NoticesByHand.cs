using System.Text.Json;
using Worker.Faults.Simulation.Playing;

namespace Worker.Faults.Simulation.Oracles;

/// <summary>Under which notices channels that demand one may be debited, and which have to be given.</summary>
internal sealed class NoticesByHand(OracleMemory memory)
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromHours(24);
    private static readonly TimeSpan AtMost = TimeSpan.FromDays(7);

    /// <summary>The notices of an installment that left 24 hours to 7 days ago, with what may still be debited under each.</summary>
    public IEnumerable<(NoticeFact Notice, long Left)> InForce(Part part, string method, DateTimeOffset now)
    {
        DateOnly day = new OracleClock(memory.ChannelOf(method).Zone).DateAt(now);
        return About(part, method)
            .Where(notice => memory.SentAt.TryGetValue(notice.MessageKey, out DateTimeOffset sent) && now - sent >= AtLeast && now - sent <= AtMost
                && notice.DebitFrom <= day && day <= notice.DebitUntil)
            .Select(notice => (notice, Left(notice)))
            .Where(one => one.Item2 > 0);
    }

    /// <summary>Whether the installment's next day has to be announced today: the next step of its schedule is tomorrow, and more is owed than was announced for it.</summary>
    public bool IsWanted(Part part, string method, DateTimeOffset now)
    {
        DateOnly tomorrow = memory.Clock.DateAt(now).AddDays(1);
        if (!memory.Story.Rules.RetryDays.Any(day => part.DueOn.AddDays(day) == tomorrow))
        {
            return false;
        }

        DateTimeOffset end = memory.Clock.InstantOf(tomorrow.AddDays(1), TimeOnly.MinValue);
        long announced = About(part, method)
            .Where(notice => notice.DebitFrom <= tomorrow && tomorrow <= notice.DebitUntil
                && memory.Messages.TryGetValue(notice.MessageKey, out MessageFact? message) && message.State is not ("dropped" or "failed")
                && (!memory.SentAt.TryGetValue(notice.MessageKey, out DateTimeOffset sent) || end <= sent + AtMost))
            .Sum(Left);
        return DebitsByHand.Owed(memory, part, tomorrow) > announced;
    }

    /// <summary>Notices that a run of remind gave: of the method that would be debited, for no more than is owed, in a message of the run.</summary>
    public void CheckNew(RunOpen run, RunSeen seen, Facts facts)
    {
        foreach (NoticeFact notice in facts.Notices.Where(notice => !memory.Notices.ContainsKey(notice.NoticeNo)))
        {
            memory.Notices.Add(notice.NoticeNo, notice);
            Part part = memory.Parts[notice.Installment];
            string? method = part.Plan.Autopay ? memory.Choose(part, memory.Active.Contains) : null;
            if (method != notice.Method || !memory.ChannelOf(method).DemandsNotice || memory.Methods[method].Token != notice.Token)
            {
                memory.Say($"{part.Name}: a debit of {notice.Method} was announced, and it would be made of {method}");
                continue;
            }

            var clock = new OracleClock(memory.ChannelOf(method).Zone);
            if ((notice.DebitFrom, notice.DebitUntil) != (clock.DateAt(seen.At + AtLeast), clock.DateAt(seen.At + AtMost)))
            {
                memory.Say($"{part.Name}: a debit was announced for {notice.DebitFrom:yyyy-MM-dd} to {notice.DebitUntil:yyyy-MM-dd}, with no notice of 24 hours to 7 days");
            }

            if (notice.MessageKey != $"due-soon:{part.Name}:{run.BusinessDate:yyyy-MM-dd}"
                || facts.Messages.FirstOrDefault(message => message.Key == notice.MessageKey) is not MessageFact message
                || AmountOf(message) != notice.Amount
                || notice.Amount <= 0
                || notice.Amount > memory.Reckon(part).Of(part).Outstanding)
            {
                memory.Say($"{part.Name}: a debit of {notice.Amount} was announced, and the customer was not written to about just that");
            }
        }
    }

    private static long AmountOf(MessageFact message)
    {
        using JsonDocument contents = JsonDocument.Parse(message.Contents);
        return contents.RootElement.GetProperty("amount").GetInt64();
    }

    private IEnumerable<NoticeFact> About(Part part, string method) => memory.Notices.Values.Where(
        notice => notice.Installment == part.Name && notice.Method == method && notice.Token == memory.Methods[method].Token && notice.Currency == part.Plan.Currency);

    /// <summary>What succeeded and what is open uses up a notice, what was declined does not.</summary>
    private long Left(NoticeFact notice) => notice.Amount - memory.Attempts.Values
        .Where(attempt => attempt.NoticeNo == notice.NoticeNo && (attempt.IsInDoubt || attempt.State == "succeeded"))
        .Sum(attempt => attempt.Amount);
}
