namespace Worker.Simulation.Generation;

/// <summary>Something that happens on a day of a story.</summary>
/// <param name="Day">The day; 0 is the first.</param>
public abstract record StoryEvent(int Day);

/// <summary>Something that somebody does, between the jobs.</summary>
/// <param name="Day">The day.</param>
/// <param name="Hour">The hour in the business zone: 8, 12 or 17.</param>
public abstract record StoryAction(int Day, int Hour) : StoryEvent(Day);

/// <summary>Puts a customer, or a plan, on hold.</summary>
public sealed record Hold(int Day, int Hour, bool IsPlan, string Reference, DateOnly? Until) : StoryAction(Day, Hour);

/// <summary>Ends the holds of a customer or a plan.</summary>
public sealed record Release(int Day, int Hour, bool IsPlan, string Reference) : StoryAction(Day, Hour);

/// <summary>Turns debits on or off.</summary>
/// <param name="Day">The day.</param>
/// <param name="Hour">The hour.</param>
/// <param name="Channel">Of this channel; null for all.</param>
/// <param name="On">On rather than off.</param>
public sealed record Switch(int Day, int Hour, string? Channel, bool On) : StoryAction(Day, Hour);

/// <summary>A customer wants no courtesy mail, or wants it again.</summary>
public sealed record CourtesyMail(int Day, int Hour, string Customer, bool On) : StoryAction(Day, Hour);

/// <summary>Waives late fees: all of them, or an amount in minor units.</summary>
public sealed record Waive(int Day, int Hour, string Plan, int Number, long? Amount) : StoryAction(Day, Hour);

/// <summary>Payments are imported, some days after they were made.</summary>
public sealed record ImportPayments(int Day, int Hour, IReadOnlyList<StoryPayment> Payments) : StoryAction(Day, Hour);

/// <summary>The book's owner suspends a method, by an import.</summary>
public sealed record SuspendMethod(int Day, int Hour, string Method) : StoryAction(Day, Hour);

/// <summary>Triggers a job by hand, for this day or an earlier one.</summary>
public sealed record Retrigger(int Day, int Hour, string Job, int DaysBack) : StoryAction(Day, Hour);

/// <summary>Another process does something while auto-debit is at work: before one of its calls, or after it where that sends an order.</summary>
/// <param name="Day">The day.</param>
/// <param name="ScheduledTime">The time of auto-debit.</param>
/// <param name="Call">Which of its calls, from 1; never when it makes fewer.</param>
/// <param name="IsOrder">Of those of its calls that send orders.</param>
/// <param name="Action">What is done; its own hour counts for nothing.</param>
public sealed record Meanwhile(int Day, TimeOnly ScheduledTime, int Call, bool IsOrder, StoryAction Action) : StoryEvent(Day);

/// <summary>The host is down: nothing runs from an hour of the day on until an hour of a later day.</summary>
public sealed record Outage(int Day, int Hour, int UntilDay, int UntilHour) : StoryEvent(Day);

/// <summary>What a gateway or the way to it does.</summary>
public enum GatewayFaultKind
{
    /// <summary>The order does not arrive, and there is no answer.</summary>
    Lost = 1,

    /// <summary>The order is dealt with, and the answer does not arrive.</summary>
    AnswerLost,

    /// <summary>The order arrives twice.</summary>
    Twice,

    /// <summary>The gateway is busy and did not deal with it (429).</summary>
    Busy,

    /// <summary>The gateway takes the request for wrong (422).</summary>
    Refused,

    /// <summary>Declined with a code that nobody knows.</summary>
    StrangeDecline,

    /// <summary>The order is dealt with, and the answer tells one minor unit more.</summary>
    TellsOtherAmount,

    /// <summary>Questions about the order are not answered.</summary>
    DeafToQuestions,
}

/// <summary>A fault that meets the orders of an installment on a day.</summary>
public sealed record GatewayFault(int Day, string Installment, GatewayFaultKind Kind) : StoryEvent(Day);

/// <summary>A channel that is told of debits to come does not answer on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="IsTaken">The notices arrive, and their answers don't.</param>
public sealed record NoticeFault(int Day, bool IsTaken) : StoryEvent(Day);

/// <summary>What a mail server says instead of taking a message.</summary>
public enum MailFaultKind
{
    Deferred = 1,
    Refused,
    BadAddress,
    Unreachable,
}

/// <summary>A fault that meets a customer's mail on a day.</summary>
public sealed record MailFault(int Day, string Customer, MailFaultKind Kind) : StoryEvent(Day);

/// <summary>The worker dies in a run, and is started again five minutes later.</summary>
/// <param name="Day">The day.</param>
/// <param name="ScheduledTime">The job's time.</param>
/// <param name="Call">At which of its calls, from 1; none when it makes fewer.</param>
/// <param name="AfterEffect">After the call took effect.</param>
public sealed record ProcessCrash(int Day, TimeOnly ScheduledTime, int Call, bool AfterEffect) : StoryEvent(Day);

/// <summary>A call to the database fails in a run.</summary>
public sealed record DatabaseFault(int Day, TimeOnly ScheduledTime, int Call) : StoryEvent(Day);
