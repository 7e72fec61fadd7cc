using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Worker.Channels.Sandbox;

/// <summary>What a sandbox token makes the gateway do: one rule or several joined by <c>+</c>, each a name or <c>name:value</c>.</summary>
/// <remarks>The leftmost rule that declines decides. Of <c>pending</c>, <c>error</c> and <c>slow</c>, too, the leftmost counts.</remarks>
internal sealed class TokenRules
{
    public const int MaximumLength = 256;

    private const int LongestPendingSeconds = 366 * 24 * 60 * 60;
    private const int LongestSlowMilliseconds = 120_000;

    private readonly List<DeclineRule> declines = [];

    private TokenRules()
    {
    }

    /// <summary>How long the order stays pending; null when it settles at once.</summary>
    public TimeSpan? Pending { get; private set; }

    /// <summary>How many of a hundred requests answer 500; null when none does.</summary>
    public int? ErrorPercent { get; private set; }

    /// <summary>How much later the answer comes; the order is dealt with at once.</summary>
    public TimeSpan? Slow { get; private set; }

    /// <summary>The order is dealt with and its POST never answered.</summary>
    public bool LosesAnswers { get; private set; }

    /// <summary>The first POST of an order number never arrives.</summary>
    public bool LosesFirst { get; private set; }

    /// <summary>What happens depends on how often the order was posted, so that is remembered.</summary>
    public bool CountsAttempts => LosesFirst || ErrorPercent is not null;

    /// <summary>The code of the decline on a day; null when the debit succeeds.</summary>
    public string? DeclineCodeOn(DateOnly day) => declines.Find(rule => rule.DeclinesOn(day))?.Code;

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
                declines.Add(new DeclineRule("insufficient_funds", Until: null));
                return true;
            case "closed":
                declines.Add(new DeclineRule("account_closed", Until: null));
                return true;
            case "revoked":
                declines.Add(new DeclineRule("agreement_revoked", Until: null));
                return true;
            case "timeout-charged":
                return LosesAnswers = true;
            case "timeout-lost":
                return LosesFirst = true;
            default:
                return false;
        }
    }

    private bool TryAddValue(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "nsf-until" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly until):
                declines.Add(new DeclineRule("insufficient_funds", until));
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
            default:
                return false;
        }
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, int largest, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= largest;
}
