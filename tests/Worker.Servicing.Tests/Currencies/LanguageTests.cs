using System.Globalization;
using Worker.Servicing.Currencies;

namespace Worker.Servicing.Tests.Currencies;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("CNY", 33730, "CNY 337.30", "¥337.30")]
    [InlineData("USD", 123456789, "USD 1,234,567.89", "USD 1,234,567.89")]
    [InlineData("JPY", 123456, "JPY 123,456", "JPY 123,456")]
    [InlineData("KWD", 1234567, "KWD 1,234.567", "KWD 1,234.567")]
    [InlineData("EUR", 5, "EUR 0.05", "EUR 0.05")]
    [InlineData("CNY", 0, "CNY 0.00", "¥0.00")]
    [InlineData("CNY", -150, "-CNY 1.50", "-¥1.50")]
    [InlineData("CNY", long.MaxValue, "CNY 92,233,720,368,547,758.07", "¥92,233,720,368,547,758.07")]
    public void An_amount_has_the_decimals_and_the_sign_of_its_currency(string currency, long minor, string english, string chinese)
    {
        var money = new Money(minor, Currency.Parse(currency));

        Assert.Equal(english, Language.Of("en").Amount(money));
        Assert.Equal(chinese, Language.Of("zh-CN").Amount(money));
    }

    [Fact]
    public void Every_currency_is_told_apart_in_every_language()
    {
        foreach (Language language in Language.All)
        {
            string[] ones = [.. Currency.All.Select(currency => language.Amount(new Money(currency.MinorUnitsPerMajor, currency)))];
            Assert.Equal(ones.Length, ones.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            Assert.Equal("29 February 2028", Language.Of("en").Date(new DateOnly(2028, 2, 29)));
            Assert.Equal("2028年2月29日", Language.Of("zh-CN").Date(new DateOnly(2028, 2, 29)));
            Assert.Equal("CNY 1,000.00", Language.Of("en").Amount(new Money(100000, Currency.Parse("CNY"))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
