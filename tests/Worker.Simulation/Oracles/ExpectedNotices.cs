using Worker.Simulation.Execution;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Oracles;

/// <summary>Under which notices channels that demand one may be debited, and which have to be given.</summary>
internal sealed class ExpectedNotices(OracleMemory memory)
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromHours(24);
    private static readonly TimeSpan AtMost = TimeSpan.FromDays(7);

    /// <summary>The notices of an installment that were accepted 24 hours to 7 days ago, with what may still be debited under each.</summary>
    /// <param name="before">What the run has attempted so far.</param>
    public IEnumerable<(NoticeFact Notice, long Left)> InForce(Part part, string method, DateTimeOffset now, IReadOnlyList<AttemptFact> before)
    {
        DateOnly day = new OracleClock(memory.ChannelOf(method).Zone).DateAt(now);
        return About(part, method)
            .Where(notice => AcceptedAt(notice) is DateTimeOffset accepted && now - accepted >= AtLeast && now - accepted <= AtMost
                && notice.DebitFrom <= day && day <= notice.DebitUntil)
            .Select(notice => (notice, Left(notice, before)))
            .Where(one => one.Item2 > 0);
    }

    /// <summary>
    /// Whether the installment's next day has to be announced today: the next step of its schedule is tomorrow, and more is owed than was
    /// announced for it. What the channel has refused is for an operator.
    /// </summary>
    public bool IsWanted(Part part, string method, DateTimeOffset now)
    {
        DateOnly tomorrow = memory.Clock.DateAt(now).AddDays(1);
        NoticeFact[] forTomorrow = [.. About(part, method).Where(notice => notice.DebitFrom <= tomorrow && tomorrow <= notice.DebitUntil)];
        if (!memory.Story.Rules.RetryDays.Any(day => part.DueOn.AddDays(day) == tomorrow) || forTomorrow.Any(notice => notice.State == "refused"))
        {
            return false;
        }

        DateTimeOffset end = memory.Clock.InstantOf(tomorrow.AddDays(1), TimeOnly.MinValue);
        long announced = forTomorrow
            .Where(notice => (notice.MessageKey is null
                    || (memory.Messages.TryGetValue(notice.MessageKey, out MessageFact? message) && message.State is not ("dropped" or "failed")))
                && !(AcceptedAt(notice) + AtMost < end))
            .Sum(notice => Left(notice, []));
        return ExpectedDebits.Owed(memory, part, tomorrow, []) > announced;
    }

    /// <summary>
    /// Notices that a run of remind gave, and what became of those that channels were told of: of the method that would be debited, for no
    /// more than is owed, in a message of the run or by a call.
    /// </summary>
    public void CheckNew(StartedRun run, ObservedRun seen, Facts facts)
    {
        CheckUnanswered(run, seen);
        foreach (NoticeFact notice in facts.Notices)
        {
            if (memory.Notices.TryGetValue(notice.NoticeNo, out NoticeFact? before))
            {
                if (before with { State = notice.State } != notice)
                {
                    memory.Say($"{notice.Installment}: notice {notice.NoticeNo} over {before.Amount} was changed");
                }
            }
            else
            {
                CheckGiven(notice, run, seen, facts);
            }

            CheckAnswer(notice, before?.State ?? "asked", seen);
            memory.Notices[notice.NoticeNo] = notice;
        }

        foreach (NoticeCall call in seen.Notices)
        {
            NoticeFact? notice = memory.Notices.GetValueOrDefault(call.Notice.NoticeNumber);
            if (notice is not { MessageKey: null }
                || (notice.Token, notice.Amount, notice.Currency, notice.DebitFrom, notice.DebitUntil)
                    != (call.Notice.Token, call.Notice.Amount.Minor, call.Notice.Amount.Currency.Code, call.Notice.DebitFrom, call.Notice.DebitUntil))
            {
                memory.Say($"notice {call.Notice} was sent to a channel, and is not what was written down");
            }
        }
    }

    private void CheckGiven(NoticeFact notice, StartedRun run, ObservedRun seen, Facts facts)
    {
        Part part = memory.Parts[notice.Installment];
        string? method = part.Plan.Autopay ? memory.Choose(part, memory.Active.Contains) : null;
        StoryNotice by = method is null ? StoryNotice.Nobody : memory.ChannelOf(method).Notice;
        if (method != notice.Method
            || by != (notice.MessageKey is null ? StoryNotice.Channel : StoryNotice.Customer)
            || memory.Methods[notice.Method].Token != notice.Token)
        {
            memory.Say($"{part.Name}: a debit of {notice.Method} was announced, and it would be made of {method}");
            return;
        }

        var clock = new OracleClock(memory.ChannelOf(notice.Method).Zone);
        if ((notice.DebitFrom, notice.DebitUntil) != (clock.DateAt(seen.At + AtLeast), clock.DateAt(seen.At + AtMost)))
        {
            memory.Say($"{part.Name}: a debit was announced for {notice.DebitFrom:yyyy-MM-dd} to {notice.DebitUntil:yyyy-MM-dd}, with no notice of 24 hours to 7 days");
        }

        if (notice.Amount <= 0 || notice.Amount > memory.Reckon(part).Of(part).Outstanding)
        {
            memory.Say($"{part.Name}: a debit of {notice.Amount} was announced, more than is owed");
        }

        if (notice.MessageKey is null
            ? !seen.IsDisturbed && seen.Notices.Count(call => call.Notice.NoticeNumber == notice.NoticeNo) != 1
            : notice.MessageKey != $"due-soon:{part.Name}:{run.BusinessDate:yyyy-MM-dd}"
                || facts.Messages.FirstOrDefault(message => message.Key == notice.MessageKey) is not MessageFact message
                || MessageCheck.AmountOf(message) != notice.Amount)
        {
            memory.Say($"{part.Name}: a debit of {notice.Amount} was announced, and nobody was told of just that");
        }
    }

    /// <summary>It is what the channel said of it; from then on it counts as accepted.</summary>
    private void CheckAnswer(NoticeFact notice, string before, ObservedRun seen)
    {
        bool? answer = seen.Notices.LastOrDefault(call => call.Notice.NoticeNumber == notice.NoticeNo && call.IsAccepted is not null)?.IsAccepted;
        string expected = answer switch
        {
            true => "accepted",
            false => "refused",
            null => before,
        };
        if (notice.State != expected && !(seen.IsDisturbed && notice.State == before))
        {
            memory.Say($"{notice.Installment}: notice {notice.NoticeNo} is {notice.State}, and ought to be {expected}");
        }

        if (notice.State == "accepted")
        {
            memory.AcceptedAt.TryAdd(notice.NoticeNo, seen.At);
        }
    }

    /// <summary>What a channel has not answered it is told again, as long as it may still be debited under it.</summary>
    private void CheckUnanswered(StartedRun run, ObservedRun seen)
    {
        foreach (NoticeFact notice in memory.Notices.Values.Where(notice => notice is { MessageKey: null, State: "asked" }))
        {
            Part part = memory.Parts[notice.Installment];
            if (!seen.IsDisturbed
                && run.BusinessDate == memory.Clock.DateAt(seen.At)
                && notice.DebitUntil >= run.BusinessDate
                && part.Status != "paid"
                && part.Plan.Autopay
                && part.DueOn <= run.BusinessDate.AddDays(1)
                && !memory.IsHeld(part, run.BusinessDate)
                && !memory.Doubts.Values.Any(doubt => doubt.Installment == part.Name)
                && memory.Choose(part, memory.Active.Contains) == notice.Method
                && !seen.Notices.Any(call => call.Notice.NoticeNumber == notice.NoticeNo))
            {
                memory.Say($"{part.Name}: notice {notice.NoticeNo} was not answered, and its channel was not told again");
            }
        }
    }

    private IEnumerable<NoticeFact> About(Part part, string method) => memory.Notices.Values.Where(
        notice => notice.Installment == part.Name && notice.Method == method && notice.Token == memory.Methods[method].Token && notice.Currency == part.Plan.Currency);

    /// <summary>When its message left, or its channel accepted it; null while neither did.</summary>
    private DateTimeOffset? AcceptedAt(NoticeFact notice) =>
        (notice.MessageKey is not null ? memory.SentAt : memory.AcceptedAt).TryGetValue(notice.MessageKey ?? notice.NoticeNo, out DateTimeOffset at) ? at : null;

    /// <summary>What succeeded and what is open uses up a notice, what was declined does not.</summary>
    private long Left(NoticeFact notice, IReadOnlyList<AttemptFact> before) => notice.Amount - memory.Attempts.Values
        .Where(attempt => before.All(other => other.OrderNo != attempt.OrderNo))
        .Concat(before)
        .Where(attempt => attempt.NoticeNo == notice.NoticeNo && (attempt.IsInDoubt || attempt.State == "succeeded"))
        .Sum(attempt => attempt.Amount);
}
