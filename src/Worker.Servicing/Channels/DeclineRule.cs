using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Channels;

/// <summary>What a decline means for later attempts, from the mildest to the strictest.</summary>
public enum DeclineAction
{
    Retry = 1,

    /// <summary>No attempt on the method for the installment for some days; the schedule is not lengthened.</summary>
    Wait,

    StopInstallment,

    /// <summary>The method is suspended for every plan, and its customer is asked for another.</summary>
    StopMethod,
}

/// <param name="WaitDays">For <see cref="DeclineAction.Wait"/>: the first day on which it may be tried again, counted from the declined attempt's business date; 1 or more.</param>
public readonly record struct DeclineVerdict(DeclineAction Action, int WaitDays = 0)
{
    /// <summary>The most days that a decline may ask to wait.</summary>
    public const int MostWaitDays = 3650;

    private const string WaitStart = "wait ";
    private const string WaitEnd = " days";

    public static DeclineVerdict Retry { get; } = new(DeclineAction.Retry);

    public static DeclineVerdict StopInstallment { get; } = new(DeclineAction.StopInstallment);

    public static DeclineVerdict StopMethod { get; } = new(DeclineAction.StopMethod);

    public static DeclineVerdict Wait(int days) => new(DeclineAction.Wait, days);

    public DeclineVerdict Or(DeclineVerdict other) =>
        (Action, WaitDays).CompareTo((other.Action, other.WaitDays)) >= 0 ? this : other;

    /// <summary>Reads <c>retry</c>, <c>wait 3 days</c>, <c>stop this installment</c> or <c>stop this method</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DeclineVerdict verdict)
    {
        verdict = text switch
        {
            "retry" => Retry,
            "stop this installment" => StopInstallment,
            "stop this method" => StopMethod,
            _ => default,
        };
        if (verdict == default
            && text is not null
            && text.StartsWith(WaitStart, StringComparison.Ordinal)
            && text.EndsWith(WaitEnd, StringComparison.Ordinal)
            && text.Length > WaitStart.Length + WaitEnd.Length
            && int.TryParse(text.AsSpan()[WaitStart.Length..^WaitEnd.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int days)
            && days is >= 1 and <= MostWaitDays)
        {
            verdict = Wait(days);
        }

        return verdict != default;
    }
}

/// <summary>What a decline means: the stricter of what its code and what its advice say.</summary>
public static class DeclineRule
{
    private const string RetryAfter = "retry_after:";

    /// <param name="hardCodes">The codes that stop a method where <paramref name="table"/> does not name them.</param>
    public static DeclineVerdict Of(
        string? code, string? advice, IReadOnlySet<string> hardCodes, IReadOnlyDictionary<string, DeclineVerdict> table)
    {
        DeclineVerdict byCode = code is null ? DeclineVerdict.Retry
            : table.TryGetValue(code, out DeclineVerdict said) ? said
            : hardCodes.Contains(code) ? DeclineVerdict.StopMethod
            : DeclineVerdict.Retry;
        return byCode.Or(advice is null ? DeclineVerdict.Retry : OfAdvice(advice, table));
    }

    private static DeclineVerdict OfAdvice(string advice, IReadOnlyDictionary<string, DeclineVerdict> table) => advice switch
    {
        "do_not_retry" or "update_method" => DeclineVerdict.StopMethod,
        _ when advice.StartsWith(RetryAfter, StringComparison.Ordinal)
            && int.TryParse(advice.AsSpan(RetryAfter.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int days)
            && days > 0 => DeclineVerdict.Wait(Math.Min(days, DeclineVerdict.MostWaitDays)),
        _ => table.GetValueOrDefault(advice, DeclineVerdict.Retry),
    };
}

/// <summary>Whether a decline is for good (hard) or temporary (soft).</summary>
public enum DeclineCategory
{
    /// <summary>Insufficient funds, a limit. Tried again by the schedule.</summary>
    Soft = 1,

    Hard,
}

public static class DeclineCategories
{
    public static IReadOnlySet<string> DefaultHardCodes { get; } = new[]
    {
        "account_closed", "agreement_revoked", "card_expired", "card_lost", "fraud_suspected",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Codes of the gateway contract that a later attempt may overcome.</summary>
    public static IReadOnlySet<string> KnownSoftCodes { get; } = new[]
    {
        "insufficient_funds", "limit_exceeded", "try_later",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The category of a code: hard when the channel's table says so, soft for every other, the unknown included.</summary>
    public static DeclineCategory Of(string? code, IReadOnlySet<string> hardCodes) =>
        code is not null && hardCodes.Contains(code) ? DeclineCategory.Hard : DeclineCategory.Soft;

    /// <summary>True when neither the channel's hard table nor the contract knows the code: treated as soft, and counted.</summary>
    public static bool IsUnknown(string? code, IReadOnlySet<string> hardCodes) =>
        code is null || !(hardCodes.Contains(code) || KnownSoftCodes.Contains(code));
}

/// <summary>What a channel's own decline code or advice code means for later attempts.</summary>
public sealed record DeclineMeaning
{
    [Allowed("a decline code or advice code, one word", nameof(IsCode))]
    public required string Code { get; init; }

    /// <summary>As <see cref="DeclineVerdict.TryParse"/> reads it.</summary>
    [Allowed("retry, wait 3 days, stop this installment or stop this method", nameof(IsAction))]
    public required string Action { get; init; }

    private static bool IsCode(string code) => code.Length > 0 && !code.Any(char.IsWhiteSpace);

    private static bool IsAction(string action) => DeclineVerdict.TryParse(action, out _);
}
