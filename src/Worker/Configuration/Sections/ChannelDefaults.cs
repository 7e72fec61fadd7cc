using System.Collections.Frozen;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;

namespace Worker.Configuration.Sections;

/// <summary>What a channel has by its nature where configuration says nothing else.</summary>
internal sealed record ChannelDefaults
{
    private static readonly ChannelDefaults Other = new();

    private static readonly FrozenDictionary<string, ChannelDefaults> ByName = new Dictionary<string, ChannelDefaults>(StringComparer.Ordinal)
    {
        // Card schemes fine whoever retries a card more often.
        ["card"] = new()
        {
            Budgets = [new AttemptBudget(10, TimeSpan.FromHours(24)), new AttemptBudget(20, TimeSpan.FromDays(30))],
        },

        // WeChat Pay takes agreement debits in these hours only, and wants the customer told before.
        ["wechatpay"] = new()
        {
            Hours = new DailyHours(new TimeOnly(7, 0), new TimeOnly(22, 0)),
            HoursTimeZone = "Asia/Shanghai",
            DemandsNotice = true,
        },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>When it may be debited; null for any hour.</summary>
    public DailyHours? Hours { get; private init; }

    /// <summary>The zone of its hours; null for the business time zone.</summary>
    public string? HoursTimeZone { get; private init; }

    public bool DemandsNotice { get; private init; }

    public IReadOnlyList<AttemptBudget> Budgets { get; private init; } = [];

    public static ChannelDefaults Of(string channel) => ByName.GetValueOrDefault(channel, Other);
}
