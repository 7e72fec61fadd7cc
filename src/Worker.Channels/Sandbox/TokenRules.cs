using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Worker.Servicing.Currencies;

namespace Worker.Channels.Sandbox;

/// <summary>What a sandbox token makes the gateway do: one rule or several joined by <c>+</c>, each a name or <c>name:value</c>.</summary>
/// <remarks>The leftmost rule that declines decides. Of <c>pending</c>, <c>error</c>, <c>slow</c> and <c>partial</c>, too, the leftmost counts.</remarks>
internal sealed class TokenRules
{
    public const int MaximumLength = 256;

    private const int LongestAdvice = 64;
    private const int LongestPendingSeconds = 366 * 24 * 60 * 60;
    private const int LongestSlowMilliseconds = 120_000;

    private readonly List<DeclineRule> declines = [];

    private TokenRules()
    {
    }

    /// <summary>Every rule by name, with the format of its value.</summary>
    public static string Known { get; } =
        "ok, nsf, nsf-until:2026-11-25, closed, revoked, limit:100.00, advice:do_not_retry, pending:30, timeout-charged, timeout-lost, "
        + "error:30, slow:200, partial:60, notice-refused, id:TEXT";

    /// <summary>How long the order stays pending; null when it settles at once.</summary>
    public TimeSpan? Pending { get; private set; }

    /// <summary>How many of a hundred requests answer 500; null when none does.</summary>
    public int? ErrorPercent { get; private set; }

    /// <summary>How much later the answer comes; the order is dealt with at once.</summary>
    public TimeSpan? Slow { get; private set; }

    /// <summary>How many hundredths of the amount are debited and told; null for all of it.</summary>
    public int? TakenPercent { get; private set; }

    /// <summary>The order is dealt with and its POST never answered.</summary>
    public bool LosesAnswers { get; private set; }

    /// <summary>The first POST of an order number never arrives.</summary>
    public bool LosesFirst { get; private set; }

    public bool RefusesNotices { get; private set; }

    /// <summary>What happens depends on how often the order was posted, so that is remembered.</summary>
    public bool CountsAttempts => LosesFirst || ErrorPercent is not null;

    /// <summary>Why a debit of an amount is declined on a day; null when it succeeds.</summary>
    public DeclineRule? DeclineOf(Money amount, DateOnly day) => declines.Find(rule => rule.Declines(amount, day));

    /// <summary>What a debit that succeeds takes, in minor units; at least 1.</summary>
    public long Taken(long amount) => TakenPercent is { } percent ? long.Max(1, (long)((Int128)amount * percent / 100)) : amount;

    /// <summary>Reads a token; false when it holds anything that is not a rule.</summary>
    public static bool TryParse(string token, [NotNullWhen(true)] out TokenRules? rules)
    {
        rules = null;
        if (token.Length is 0 or > MaximumLength)
        {
            return false;
        }

        var read = new TokenRules();
        foreach (Range range in token.AsSpan().Split('+'))
        {
            if (!read.TryAdd(token.AsSpan(range)))
            {
                return false;
            }
        }

        rules = read;
        return true;
    }

    private bool TryAdd(ReadOnlySpan<char> rule)
    {
        int colon = rule.IndexOf(':');
        return colon < 0 ? TryAddName(rule) : TryAddValue(rule[..colon], rule[(colon + 1)..]);
    }

    private bool TryAddName(ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "ok":
                return true;
            case "nsf":
                declines.Add(new DeclineRule("insufficient_funds"));
                return true;
            case "closed":
                declines.Add(new DeclineRule("account_closed"));
                return true;
            case "revoked":
                declines.Add(new DeclineRule("agreement_revoked"));
                return true;
            case "timeout-charged":
                return LosesAnswers = true;
            case "timeout-lost":
                return LosesFirst = true;
            case "notice-refused":
                return RefusesNotices = true;
            default:
                return false;
        }
    }

    private bool TryAddValue(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "nsf-until" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly until):
                declines.Add(new DeclineRule("insufficient_funds") { Until = until });
                return true;
            case "limit" when decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal most):
                declines.Add(new DeclineRule("limit_exceeded") { Over = most });
                return true;
            case "advice" when value.Length is > 0 and <= LongestAdvice:
                declines.Add(new DeclineRule("try_later") { Advice = value.ToString() });
                return true;
            case "pending" when TryParseNumber(value, LongestPendingSeconds, out int seconds):
                Pending ??= TimeSpan.FromSeconds(seconds);
                return true;
            case "error" when TryParseNumber(value, 100, out int percent):
                ErrorPercent ??= percent;
                return true;
            case "slow" when TryParseNumber(value, LongestSlowMilliseconds, out int milliseconds):
                Slow ??= TimeSpan.FromMilliseconds(milliseconds);
                return true;
            case "partial" when TryParseNumber(value, 100, out int taken) && taken > 0:
                TakenPercent ??= taken;
                return true;
            case "id":
                return true;
            default:
                return false;
        }
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, int largest, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= largest;
}

/// <summary>A rule of a sandbox token that declines.</summary>
internal sealed record DeclineRule(string Code)
{
    /// <summary>The first day on which it no longer declines; null to decline always.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Declines only what is more than this, in major units; null to decline any amount.</summary>
    public decimal? Over { get; init; }

    /// <summary>The advice that goes with the decline.</summary>
    public string? Advice { get; init; }

    public bool Declines(Money amount, DateOnly day) => (Until is null || day < Until) && (Over is null || amount.Major > Over);
}

/// <summary>What an <c>error</c> rule does to one POST.</summary>
internal enum ErrorDraw
{
    None = 0,

    /// <summary>500, and the order was not dealt with.</summary>
    BeforeDebit,

    /// <summary>500, although the order was dealt with.</summary>
    AfterDebit,
}

/// <summary>Draws errors by hashing, so that the same requests meet the same errors whatever runs beside them.</summary>
internal static class ErrorDraws
{
    public static ErrorDraw Draw(string orderNumber, int attempt, int seed, int percent)
    {
        Span<byte> drawn = stackalloc byte[8 + 32];
        BinaryPrimitives.WriteInt32LittleEndian(drawn, seed);
        BinaryPrimitives.WriteInt32LittleEndian(drawn[4..], attempt);
        int length = Encoding.ASCII.GetBytes(orderNumber, drawn[8..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(drawn[..(8 + length)], hash);

        if (BinaryPrimitives.ReadUInt32LittleEndian(hash) % 100 >= percent)
        {
            return ErrorDraw.None;
        }

        return (hash[4] & 1) == 0 ? ErrorDraw.BeforeDebit : ErrorDraw.AfterDebit;
    }
}
