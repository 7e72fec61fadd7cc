namespace Worker.Servicing.AutoDebit;

/// <summary>What the retry schedule says about an installment now.</summary>
public enum RetryVerdict
{
    Go = 1,

    /// <summary>Not now; the schedule has not ended.</summary>
    Wait,

    /// <summary>The last day has passed: no more debits, an installment for collections.</summary>
    Stopped,
}

public enum RetryWait
{
    /// <summary>The due date, less the lead days, has not come.</summary>
    NotDue = 1,

    /// <summary>This day of the schedule had its try, on this business date or another.</summary>
    AlreadyTried,

    /// <summary>The business date had as many attempts as it may.</summary>
    DailyMaximum,

    /// <summary>The last attempt is too short a while ago.</summary>
    TooSoon,

    /// <summary>An earlier decline asks to wait.</summary>
    Advised,
}

/// <summary>What the retry schedule says, why, and from when on it would say otherwise.</summary>
/// <param name="Reason">Why it waits; null when it does not.</param>
/// <param name="NextDay">The first business date on which it may go, as far as it knows now; null when it does not wait or none is left.</param>
public readonly record struct RetryDecision(RetryVerdict Verdict, RetryWait? Reason = null, DateOnly? NextDay = null)
{
    public static RetryDecision Go { get; } = new(RetryVerdict.Go);

    /// <summary>No more debits.</summary>
    public static RetryDecision Stopped { get; } = new(RetryVerdict.Stopped);

    /// <summary>Not now.</summary>
    public static RetryDecision Wait(RetryWait reason, DateOnly? nextDay) => new(RetryVerdict.Wait, reason, nextDay);
}

/// <summary>Names of the reasons as they stand in run counts.</summary>
public static class RetryWaits
{
    /// <summary>The reason's name: <c>not-due</c>, <c>already-tried</c>, <c>daily-maximum</c>, <c>too-soon</c>, <c>advised</c>.</summary>
    public static string Name(this RetryWait reason) => reason switch
    {
        RetryWait.NotDue => "not-due",
        RetryWait.AlreadyTried => "already-tried",
        RetryWait.DailyMaximum => "daily-maximum",
        RetryWait.TooSoon => "too-soon",
        RetryWait.Advised => "advised",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
