namespace Worker.Servicing.Jobs;

/// <summary>What runs count. Finished runs, metrics and exit codes keep these names: one that is in use never changes.</summary>
public static class CounterNames
{
    // Debits.
    public const string Candidates = "candidates";
    public const string ToDebit = "toDebit";
    public const string Debited = "debited";
    public const string FurtherParts = "furtherParts";
    public const string InDoubt = "inDoubt";
    public const string DeclinedSoft = "declinedSoft";
    public const string DeclinedHard = "declinedHard";
    public const string Rejected = "rejected";
    public const string Deferred = "deferred";
    public const string Unreached = "unreached";
    public const string Withdrawn = "withdrawn";
    public const string Moved = "moved";
    public const string Blocked = "blocked";

    // Why an installment is not debited.
    public const string OnHold = "onHold";
    public const string NotToday = "notToday";
    public const string Stopped = "stopped";
    public const string NothingOwed = "nothingOwed";
    public const string NoMethod = "noMethod";
    public const string ChannelOff = "channelOff";
    public const string DebitsOff = "debitsOff";
    public const string OutsideHours = "outsideHours";
    public const string TooEarly = "tooEarly";
    public const string OverMandate = "overMandate";
    public const string MandateNotValid = "mandateNotValid";
    public const string AwaitingNotice = "awaitingNotice";
    public const string OverMaximum = "overMaximum";
    public const string BudgetExhausted = "budgetExhausted";

    // Reconciliation.
    public const string ToAsk = "toAsk";
    public const string Asked = "asked";
    public const string SentAgain = "sentAgain";
    public const string DoubtWarnings = "doubtWarnings";
    public const string DoubtAlarms = "doubtAlarms";

    // Reminders and notices before debits.
    public const string DueSoon = "dueSoon";
    public const string AlreadyWritten = "alreadyWritten";
    public const string Unsubscribed = "unsubscribed";
    public const string NoticesAsked = "noticesAsked";
    public const string NoticesAccepted = "noticesAccepted";
    public const string NoticesRefused = "noticesRefused";
    public const string NoticesUnanswered = "noticesUnanswered";

    // Statuses and late fees.
    public const string Scheduled = "scheduled";
    public const string Due = "due";
    public const string Overdue = "overdue";
    public const string Cured = "cured";
    public const string WrittenOff = "writtenOff";
    public const string PaymentReceived = "paymentReceived";
    public const string PlanClosed = "planClosed";
    public const string Posted = "posted";
    public const string TakenBack = "takenBack";

    // Mail.
    public const string ToSend = "toSend";
    public const string NotNow = "notNow";
    public const string Sent = "sent";
    public const string Stale = "stale";
    public const string BadAddress = "badAddress";
    public const string Failed = "failed";
    public const string NoAddress = "noAddress";
    public const string HeldBack = "heldBack";
    public const string NotTried = "notTried";

    // Any job.
    public const string SetAside = "setAside";
    public const string Errors = "errors";
    public const string DroppedDays = "droppedDays";
}
