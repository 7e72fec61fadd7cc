using Worker.Servicing.Currencies;

namespace Worker.Servicing.Tests.Currencies;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("CZK", 2)]
    [InlineData("CNY", 2)]
    [InlineData("HUF", 2)]
    [InlineData("MRU", 2)]
    [InlineData("XCG", 2)]
    [InlineData("ZWG", 2)]
    [InlineData("ISK", 0)]
    [InlineData("JPY", 0)]
    [InlineData("XOF", 0)]
    [InlineData("BHD", 3)]
    [InlineData("TND", 3)]
    [InlineData("CLF", 4)]
    [InlineData("UYW", 4)]
    public void A_currency_of_ISO_4217_is_known_with_its_decimals(string code, int decimals)
    {
        Assert.True(Currency.TryParse(code, out Currency? currency));
        Assert.Equal((code, decimals), (currency.Code, currency.Decimals));
        Assert.Equal((long)Math.Pow(10, decimals), currency.MinorUnitsPerMajor);
        Assert.True(Money.TryParseMajor("12", currency, out Money money));
        Assert.Equal(12 * currency.MinorUnitsPerMajor, money.Minor);
    }

    [Theory]
    [InlineData("czk")]
    [InlineData("CZ")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("HRK")]
    [InlineData("BGN")]
    [InlineData("XAU")]
    [InlineData("XXX")]
    public void What_is_no_longer_one_or_has_no_minor_unit_is_not(string? code) => Assert.False(Currency.TryParse(code, out _));

    [Fact]
    public void The_list_is_whole_and_in_order()
    {
        Assert.Equal(165, Currency.All.Count);
        Assert.Equal(
            new Dictionary<int, int> { [0] = 17, [2] = 139, [3] = 7, [4] = 2 },
            Currency.All.GroupBy(currency => currency.Decimals).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Count()));
        Assert.Equal(Currency.All.Select(currency => currency.Code).Order(StringComparer.Ordinal), Currency.All.Select(currency => currency.Code));
        Assert.All(Currency.All, currency => Assert.True(currency.Code.Length == 3 && currency.Code.All(char.IsAsciiLetterUpper), currency.Code));
    }
}
