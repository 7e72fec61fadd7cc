using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Currencies;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Channels;

/// <summary>One channel as configured under <c>Channels:&lt;name&gt;</c>.</summary>
public sealed record ChannelSettings : IValidatableObject
{
    /// <summary>The channel's name, the key under <c>Channels</c>.</summary>
    [SectionName("[a-z][a-z0-9-]{0,31}", "is no channel's name: up to 32 letters, digits and hyphens, a letter first")]
    public required string Name { get; init; }

    /// <summary>Where the gateway contract is answered (<c>{base}/v1/debits</c>).</summary>
    [Allowed("an http or https address without credentials, query or fragment", nameof(IsBaseUrl))]
    public required Uri BaseUrl { get; init; }

    [Secret, Allowed("the secret that signs requests, on one line")]
    public required string Secret { get; init; }

    /// <summary>How long one call may take; 0.1 to 300 seconds, 10 by default.</summary>
    [Duration("Seconds", 0.1, 300)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls per second of all hosts on the database together, debits, queries and notices; null for no limit.</summary>
    [Range(1, 100_000)]
    public int? CallsPerSecond { get; init; }

    /// <summary>Calls under way at once at most, 1 to 1000.</summary>
    [Range(1, 1000)]
    public int MaxInFlight { get; init; } = 64;

    /// <summary>How long after sending a <c>not found</c> becomes final.</summary>
    [Duration("Minutes", 0.01, 10_080)]
    public TimeSpan Finality { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after its first sending an order that never arrived may be sent again; null for ever.</summary>
    [Duration("Hours", 1, 87_600)]
    public TimeSpan? Resend { get; init; }

    [Inline]
    public ChannelWindow Window { get; init; } = ChannelWindow.AlwaysOpen;

    /// <summary>More than the window's <see cref="ChannelWindow.MaxAmount"/> is debited in parts, one after the other in the same run.</summary>
    public bool Parts { get; init; } = true;

    /// <summary>The channel is debited only under a notice that was accepted before, so the <c>due-soon</c> notice must go.</summary>
    public bool DemandsNotice { get; init; }

    public NoticeBy NoticeBy { get; init; } = NoticeBy.Customer;

    /// <summary>How long before a debit its notice must have been accepted, at least; 0 to 720 hours, 24 by default.</summary>
    [KeyName("Notice"), Duration("Hours", 0, 720)]
    public TimeSpan NoticeAtLeast { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long before a debit its notice may have been accepted, at most; 1 to 60 days, 7 by default, and a day longer than <see cref="NoticeAtLeast"/>.</summary>
    [KeyName("Notice"), Duration("Days", 1, 60)]
    public TimeSpan NoticeAtMost { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Decline codes that suspend the method (hard); every other code is soft.</summary>
    [Allowed("decline codes, each one word without commas, or none", nameof(AreCodes))]
    public IReadOnlySet<string> HardDeclineCodes { get; init; } = DeclineCategories.DefaultHardCodes;

    /// <summary>What the channel's decline codes and advice codes mean for later attempts, where they are not simply hard or soft.</summary>
    [Allowed("like [ { \"Code\": \"limit_exceeded\", \"Action\": \"wait 3 days\" } ]")]
    public IReadOnlyList<DeclineMeaning> Declines { get; init; } = [];

    /// <summary>Rolling windows that no payment method of this channel may exceed.</summary>
    [Allowed("like [ { \"Attempts\": 10, \"Hours\": 24 }, { \"Attempts\": 20, \"Days\": 30 } ]")]
    public IReadOnlyList<AttemptBudget> Budgets { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Finality < Timeout)
        {
            // A debit whose own call may still be under way must not be called lost.
            yield return new ValidationResult("no shorter than TimeoutSeconds", ["FinalityMinutes"]);
        }

        if (Declines.DistinctBy(meaning => meaning.Code, StringComparer.Ordinal).Count() < Declines.Count)
        {
            yield return new ValidationResult("codes, each once", ["Declines"]);
        }

        if (NoticeAtMost < NoticeAtLeast + TimeSpan.FromDays(1))
        {
            yield return new ValidationResult("a day longer than NoticeHours at least", ["NoticeDays"]);
        }
    }

    /// <summary>The name alone: the secret must not get into a log by accident.</summary>
    public override string ToString() => Name;

    private static bool IsBaseUrl(Uri address) =>
        address.Scheme is "http" or "https" && address.Host.Length > 0 && address.UserInfo.Length == 0 && !address.OriginalString.AsSpan().ContainsAny("?#");

    private static bool AreCodes(IReadOnlySet<string> codes) => codes.All(code => code.Length > 0 && !code.Any(char.IsWhiteSpace));
}

/// <summary>Who gets the notice before a debit, where a channel demands one.</summary>
public enum NoticeBy
{
    /// <summary>The customer: the <c>due-soon</c> message is the notice once it is sent.</summary>
    Customer = 1,

    Channel,
}

public sealed class ChannelDirectory(IReadOnlyList<ChannelSettings> channels)
{
    private static readonly Dictionary<string, DeclineVerdict> NoDeclines = [];

    private readonly Dictionary<string, Dictionary<string, DeclineVerdict>> declines = channels.ToDictionary(
        channel => channel.Name,
        channel => channel.Declines.DistinctBy(meaning => meaning.Code, StringComparer.Ordinal).ToDictionary(
            meaning => meaning.Code,
            meaning => DeclineVerdict.TryParse(meaning.Action, out DeclineVerdict verdict) ? verdict : DeclineVerdict.Retry,
            StringComparer.Ordinal),
        StringComparer.Ordinal);

    private readonly Dictionary<string, ChannelSettings> byName = channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    public IReadOnlyList<ChannelSettings> All => channels;

    /// <summary>The settings of a channel; false when none of that name is configured.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out ChannelSettings? settings) => byName.TryGetValue(name, out settings);

    /// <summary>What a channel's decline means for later attempts; by the contract's own table for a channel that is no longer configured.</summary>
    public DeclineVerdict VerdictOf(string name, string? declineCode, string? adviceCode) =>
        DeclineRule.Of(declineCode, adviceCode, HardDeclineCodes(name), DeclinesOf(name));

    /// <summary>True when an answer to an order over this amount is a decline that suspends its method.</summary>
    public bool StopsMethod(string name, Money ordered, ChannelAnswer answer) =>
        answer.Outcome == ChannelOutcome.Declined
        && !answer.TellsOtherThan(ordered)
        && VerdictOf(name, answer.DeclineCode, answer.AdviceCode).Action == DeclineAction.StopMethod;

    /// <summary>True when neither a channel's tables nor the contract know a decline code: treated as soft, and counted.</summary>
    public bool IsUnknownDecline(string name, string? declineCode) =>
        DeclineCategories.IsUnknown(declineCode, HardDeclineCodes(name)) && !(declineCode is not null && DeclinesOf(name).ContainsKey(declineCode));

    private Dictionary<string, DeclineVerdict> DeclinesOf(string name) => declines.GetValueOrDefault(name, NoDeclines);

    /// <summary>Which of a channel's declines are hard; the contract's own table for a channel that is no longer configured.</summary>
    public IReadOnlySet<string> HardDeclineCodes(string name) =>
        byName.TryGetValue(name, out ChannelSettings? settings) ? settings.HardDeclineCodes : DeclineCategories.DefaultHardCodes;
}
