using System.Collections.Frozen;
using Worker.Configuration.Reading;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;

namespace Worker.Configuration.Sections;

/// <summary>Reads <c>Channels</c>: one section for each channel.</summary>
internal static class ChannelSection
{
    private const int LongestName = 32;

    public static ChannelDirectory ReadAll(SectionReader channels, BusinessZone businessZone)
    {
        var read = new List<ChannelSettings>();
        foreach (SectionReader section in channels.Named())
        {
            // Names of environment variables are commonly in capitals; the book names its channels in lower case.
            string name = section.Name.ToLowerInvariant();
            if (!IsName(name))
            {
                section.Findings.Refuse($"{Entry.OneLine(section.Path)} is no channel's name: up to {LongestName} letters, digits and hyphens, a letter first");
            }

            if (Read(section, name, businessZone) is { } channel)
            {
                read.Add(channel);
            }
        }

        return new ChannelDirectory(read);
    }

    private static ChannelSettings? Read(SectionReader section, string name, BusinessZone businessZone)
    {
        var defaults = ChannelDefaults.Of(name);
        Uri? baseUrl = section.BaseUrl("BaseUrl");
        string? secret = section.Required<string>("Secret", IsSecret, "the secret that signs requests, on one line", isSecret: true);
        TimeSpan timeout = section.Span("TimeoutSeconds", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), 0.1m, 300);
        var settings = new ChannelSettings
        {
            Name = name,
            BaseUrl = baseUrl!,
            Secret = secret!,
            Timeout = timeout,
            CallsPerSecond = section.WholeOrNone("CallsPerSecond", 1, 100_000),
            MaxInFlight = section.Whole("MaxInFlight", 64, 1, 1000),
            Finality = Finality(section, timeout),
            Window = Window(section, defaults, businessZone),
            DemandsNotice = section.Flag("DemandsNotice", defaults.DemandsNotice),
            HardDeclineCodes = section.List(
                "HardDeclineCodes", DeclineCategories.DefaultHardCodes, TryCodes, "decline codes, each one word without commas, or none"),
            Budgets = BudgetSection.Read(section, defaults.Budgets),
        };
        return baseUrl is null || secret is null ? null : settings;
    }

    private static TimeSpan Finality(SectionReader section, TimeSpan timeout)
    {
        TimeSpan finality = section.Span("FinalityMinutes", TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1), 0.01m, 10_080);
        if (finality < timeout)
        {
            // A debit whose own call may still be under way must not be called lost.
            section.Refuse("FinalityMinutes", (decimal)finality.TotalMinutes, "no shorter than TimeoutSeconds");
        }

        return finality;
    }

    private static ChannelWindow Window(SectionReader section, ChannelDefaults defaults, BusinessZone businessZone)
    {
        DailyHours? hours = section.Read(
            "Hours",
            defaults.Hours,
            (string text, out DailyHours? value) =>
            {
                bool isRead = DailyHours.TryParse(text, out DailyHours parsed, out _);
                value = parsed;
                return isRead;
            },
            "two different times like 07:00-22:00; 00:00-24:00 is the whole day");
        bool isWholeDay = hours is not { } limits || limits.From == limits.To;
        return new ChannelWindow
        {
            OpensAt = isWholeDay ? null : hours!.Value.From,
            ClosesAt = isWholeDay ? null : hours!.Value.To,
            Zone = CalendarSection.Zone(section, "HoursTimeZone", defaults.HoursTimeZone ?? businessZone.Zone.Id).Zone,
            MaximumDaysBeforeDue = section.Whole("MaximumDaysBeforeDue", 0, 0, 365),
            MaximumAmounts = section.Amounts("MaximumAmount", allowsZero: false),
        };
    }

    private static bool TryCodes(string text, out IReadOnlySet<string> codes)
    {
        string[] parts = ListReading.Parts(text);
        codes = parts.ToFrozenSet(StringComparer.Ordinal);
        return parts.All(code => code.Length > 0 && !code.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)));
    }

    private static bool IsSecret(string text, out string secret) => TextReading.TryLine(secret = text, out _);

    private static bool IsName(string name) =>
        name.Length <= LongestName
        && char.IsAsciiLetterLower(name[0])
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
