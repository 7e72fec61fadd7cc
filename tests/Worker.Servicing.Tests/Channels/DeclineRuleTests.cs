using Worker.Servicing.Channels;

namespace Worker.Servicing.Tests.Channels;

public class DeclineRuleTests
{
    private static readonly Dictionary<string, DeclineVerdict> Table = new(StringComparer.Ordinal)
    {
        ["limit_exceeded"] = DeclineVerdict.Wait(3),
        ["disputed"] = DeclineVerdict.StopInstallment,
        ["card_lost"] = DeclineVerdict.Retry,
        ["see_issuer"] = DeclineVerdict.Wait(5),
    };

    [Theory]
    [InlineData("insufficient_funds", null, "retry")]
    [InlineData("something_new", null, "retry")]
    [InlineData(null, null, "retry")]
    [InlineData("account_closed", null, "stop this method")]
    [InlineData("limit_exceeded", null, "wait 3 days")]
    [InlineData("disputed", null, "stop this installment")]
    [InlineData("card_lost", null, "retry")]
    [InlineData("try_later", "do_not_retry", "stop this method")]
    [InlineData("try_later", "update_method", "stop this method")]
    [InlineData("try_later", "retry_after:7", "wait 7 days")]
    [InlineData("try_later", "retry_after:0", "retry")]
    [InlineData("try_later", "retry_after:", "retry")]
    [InlineData("try_later", "retry_after:-1", "retry")]
    [InlineData("try_later", "retry_after:99999999999", "retry")]
    [InlineData("try_later", "see_issuer", "wait 5 days")]
    [InlineData("try_later", "of_its_own", "retry")]
    [InlineData("limit_exceeded", "retry_after:2", "wait 3 days")]
    [InlineData("limit_exceeded", "retry_after:4", "wait 4 days")]
    [InlineData("disputed", "retry_after:4", "stop this installment")]
    [InlineData("disputed", "do_not_retry", "stop this method")]
    [InlineData("account_closed", "retry_after:4", "stop this method")]
    public void The_stricter_of_code_and_advice_holds(string? code, string? advice, string expected)
    {
        Assert.True(DeclineVerdict.TryParse(expected, out DeclineVerdict verdict));

        Assert.Equal(verdict, DeclineRule.Of(code, advice, DeclineCategories.DefaultHardCodes, Table));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Retry")]
    [InlineData("wait")]
    [InlineData("wait days")]
    [InlineData("wait  days")]
    [InlineData("wait 0 days")]
    [InlineData("wait -1 days")]
    [InlineData("wait 3651 days")]
    [InlineData("wait 3 hours")]
    public void What_is_no_verdict_is_none(string? text) => Assert.False(DeclineVerdict.TryParse(text, out _));
}
