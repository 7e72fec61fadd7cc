using System.Globalization;
using Worker.Servicing.Currencies;

namespace Worker.Ops;

/// <summary>A language of the ops site, and how it writes figures and dates. Amounts and dates are written as in mails.</summary>
internal sealed class SiteLanguage
{
    private readonly Language language;
    private readonly string dayPattern;

    private SiteLanguage(string tag, string dayPattern)
    {
        language = Language.Of(tag);
        this.dayPattern = dayPattern;
    }

    public static SiteLanguage English { get; } = new("en", "d MMM");

    public static SiteLanguage Chinese { get; } = new("zh-CN", "M月d日");

    /// <summary>Every language, in the order in which they are offered.</summary>
    public static IReadOnlyList<SiteLanguage> All { get; } = [Chinese, English];

    public static SiteLanguage Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Chinese : English;

    /// <summary>As pages declare it: <c>zh-CN</c>, <c>en</c>.</summary>
    public string Tag => language.Tag;

    public CultureInfo Culture => language.Culture;

    /// <summary>An amount of minor units; one of a currency that is not known stays in minor units.</summary>
    public string Amount(long minor, string currency) => Currency.TryParse(currency, out Currency? known)
        ? language.Amount(new Money(minor, known))
        : $"{Count(minor)} {currency}";

    public string Date(DateOnly date) => language.Date(date);

    /// <summary>A date without its year, where the year is obvious.</summary>
    public string Day(DateOnly date) => date.ToString(dayPattern, Culture);

    /// <summary>A local date and time of day to the minute.</summary>
    public string Time(DateTime local) => $"{Day(DateOnly.FromDateTime(local))} {local.ToString("HH:mm", Culture)}";

    public string Count(long count) => count.ToString("N0", Culture);

    /// <summary>A share of 0 to 1 in percent with one decimal.</summary>
    public string Share(decimal share) => share.ToString("P1", Culture);

    /// <summary>The name of a channel; a general one for a channel without a name.</summary>
    public static string Channel(string channel) => Texts.Site.Find($"Channel_{channel}") ?? Texts.Site["Channel_other"];

    /// <summary>A span of time by its two largest units; not negative.</summary>
    public string Duration(TimeSpan span)
    {
        bool isChinese = ReferenceEquals(this, Chinese);
        (long Value, string Unit)[] parts =
        [
            (span.Days, isChinese ? " 天" : " d"), (span.Hours, isChinese ? " 小时" : " h"),
            (span.Minutes, isChinese ? " 分" : " min"), (span.Seconds, isChinese ? " 秒" : " s"),
        ];
        IEnumerable<string> said = parts.SkipWhile(part => part.Value == 0).Take(2).Where(part => part.Value > 0).Select(part => Count(part.Value) + part.Unit);
        string text = string.Join(' ', said);
        return text.Length > 0 ? text : "0" + parts[^1].Unit;
    }
}
