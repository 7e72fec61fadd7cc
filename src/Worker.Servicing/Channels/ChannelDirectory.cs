using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Channels;

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
