using System.Collections.Concurrent;
using System.Globalization;

namespace Worker.Servicing.Currencies;

/// <summary>A language that people are written to in, and how it writes amounts and dates.</summary>
/// <remarks>A mail is written in its reader's language, so the language is always passed and never the thread's.</remarks>
public sealed class Language
{
    private readonly string datePattern;
    private readonly ConcurrentDictionary<Currency, NumberFormatInfo> amountFormats = [];

    private Language(string tag, string datePattern)
    {
        Culture = CultureInfo.GetCultureInfo(tag);
        this.datePattern = datePattern;
    }

    public static Language English { get; } = new("en", "d MMMM yyyy");

    public static Language Chinese { get; } = new("zh-CN", "yyyy年M月d日");

    public static IReadOnlyList<Language> All { get; } = [Chinese, English];

    public CultureInfo Culture { get; }

    /// <summary>The BCP 47 tag, also the <c>lang</c> attribute.</summary>
    public string Tag => Culture.Name;

    /// <summary>The language of a tag; English for any other tag than ours.</summary>
    public static Language Of(string? tag) =>
        All.FirstOrDefault(language => string.Equals(language.Tag, tag, StringComparison.OrdinalIgnoreCase)) ?? English;

    public string Date(DateOnly date) => date.ToString(datePattern, Culture);

    /// <summary>An amount with its currency, which decides the decimals whatever the language.</summary>
    public string Amount(Money money) =>
        money.Major.ToString("C", amountFormats.GetOrAdd(money.Currency, static (currency, language) => language.AmountFormat(currency), this));

    private static string Symbol(Currency currency, string tag) => (tag, currency.Code) is ("zh-CN", "CNY") ? "¥" : currency.Code + " ";

    private NumberFormatInfo AmountFormat(Currency currency)
    {
        const int symbolThenNumber = 0;
        const int minusThenSymbol = 1;
        var format = (NumberFormatInfo)Culture.NumberFormat.Clone();
        format.CurrencySymbol = Symbol(currency, Tag);
        format.CurrencyDecimalDigits = currency.Decimals;
        format.CurrencyPositivePattern = symbolThenNumber;
        format.CurrencyNegativePattern = minusThenSymbol;
        return NumberFormatInfo.ReadOnly(format);
    }
}
