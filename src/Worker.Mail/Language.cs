using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using Worker.Servicing.Currencies;

namespace Worker.Mail;

/// <summary>The texts of <c>Resources/MailTexts</c>, and how amounts and dates are written, in one language.</summary>
/// <remarks>
/// A mail is written in its reader's language, so the culture is told with every text and never the thread's. Texts come
/// back unescaped: whoever puts them on a page escapes them.
/// </remarks>
public sealed class Language
{
    private static readonly ResourceManager Texts = new("Worker.Mail.Resources.MailTexts", typeof(Language).Assembly);

    private readonly CultureInfo culture;
    private readonly string datePattern;
    private readonly ConcurrentDictionary<Currency, NumberFormatInfo> amountFormats = [];

    private Language(string tag, string datePattern)
    {
        culture = CultureInfo.GetCultureInfo(tag);
        this.datePattern = datePattern;
    }

    public static Language English { get; } = new("en", "d MMMM yyyy");

    public static Language Chinese { get; } = new("zh-CN", "yyyy年M月d日");

    public static IReadOnlyList<Language> All { get; } = [Chinese, English];

    /// <summary>The BCP 47 tag, also the <c>lang</c> attribute.</summary>
    public string Tag => culture.Name;

    /// <summary>The language of a tag; English for any other tag than ours.</summary>
    public static Language Of(string? tag) =>
        All.FirstOrDefault(language => string.Equals(language.Tag, tag, StringComparison.OrdinalIgnoreCase)) ?? English;

    public string Date(DateOnly date) => date.ToString(datePattern, culture);

    /// <summary>An amount with its currency, which decides the decimals whatever the language.</summary>
    public string Amount(Money money) =>
        money.Major.ToString("C", amountFormats.GetOrAdd(money.Currency, static (currency, language) => language.AmountFormat(currency), this));

    /// <summary>The name of a channel's payment methods; a general one for a channel without a name.</summary>
    public string Method(string channel) => TextOrOther("Method", channel);

    /// <exception cref="MissingManifestResourceException">There is no such text.</exception>
    internal string Text(string key, params object[] arguments) =>
        Find(key, arguments) ?? throw new MissingManifestResourceException($"MailTexts has no {key}.");

    /// <summary>The text about a code that comes from outside; the one about any other where the code is unknown or null.</summary>
    internal string TextOrOther(string prefix, string? code) => Find($"{prefix}_{code}") ?? Text(prefix + "_other");

    internal string? Find(string key, params object[] arguments) =>
        Texts.GetString(key, culture) is { } text ? string.Format(culture, text, arguments) : null;

    private static string Symbol(Currency currency, string tag) => (tag, currency.Code) is ("zh-CN", "CNY") ? "¥" : currency.Code + " ";

    private NumberFormatInfo AmountFormat(Currency currency)
    {
        const int symbolThenNumber = 0;
        const int minusThenSymbol = 1;
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = Symbol(currency, Tag);
        format.CurrencyDecimalDigits = currency.Decimals;
        format.CurrencyPositivePattern = symbolThenNumber;
        format.CurrencyNegativePattern = minusThenSymbol;
        return NumberFormatInfo.ReadOnly(format);
    }
}
