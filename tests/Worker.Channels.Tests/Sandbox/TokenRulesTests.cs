using Worker.Channels.Sandbox;
using Worker.Servicing.Currencies;

namespace Worker.Channels.Tests.Sandbox;

public sealed class TokenRulesTests
{
    private static readonly DateOnly Day = new(2026, 11, 25);

    private static Money Cents(long minor) => new(minor, Currency.Parse("EUR"));

    [Theory]
    [InlineData("ok", null)]
    [InlineData("nsf", "insufficient_funds")]
    [InlineData("closed", "account_closed")]
    [InlineData("revoked", "agreement_revoked")]
    [InlineData("nsf-until:2026-11-25", null)]
    [InlineData("nsf-until:2026-11-26", "insufficient_funds")]
    [InlineData("nsf-until:2028-02-29", "insufficient_funds")]
    [InlineData("ok+closed", "account_closed")]
    [InlineData("closed+nsf", "account_closed")]
    [InlineData("nsf+closed", "insufficient_funds")]
    [InlineData("nsf-until:2026-11-25+revoked", "agreement_revoked")]
    [InlineData("pending:30+error:5+revoked+nsf", "agreement_revoked")]
    public void The_leftmost_rule_that_declines_on_the_day_decides(string token, string? code)
    {
        Assert.True(TokenRules.TryParse(token, out TokenRules? rules));
        Assert.Equal(code, rules.DeclineOf(Cents(100_00), Day)?.Code);
    }

    [Theory]
    [InlineData("limit:100.00", 100_00, null)]
    [InlineData("limit:100.00", 100_01, "limit_exceeded")]
    [InlineData("limit:0", 1, "limit_exceeded")]
    [InlineData("limit:100.00+nsf", 100_00, "insufficient_funds")]
    [InlineData("limit:100.00+nsf", 100_01, "limit_exceeded")]
    public void A_limit_declines_what_is_more(string token, long amount, string? code)
    {
        Assert.True(TokenRules.TryParse(token, out TokenRules? rules));
        Assert.Equal(code, rules.DeclineOf(Cents(amount), Day)?.Code);
    }

    [Theory]
    [InlineData("advice:do_not_retry", "try_later", "do_not_retry")]
    [InlineData("advice:retry_after:3", "try_later", "retry_after:3")]
    [InlineData("nsf+advice:do_not_retry", "insufficient_funds", null)]
    public void Advice_is_a_decline_of_its_own(string token, string code, string? advice)
    {
        Assert.True(TokenRules.TryParse(token, out TokenRules? rules));
        DeclineRule decline = rules.DeclineOf(Cents(1), Day)!;
        Assert.Equal((code, advice), (decline.Code, decline.Advice));
    }

    [Theory]
    [InlineData("partial:60", 100_00, 60_00)]
    [InlineData("partial:60+partial:1", 3, 1)]
    [InlineData("partial:1", 3, 1)]
    [InlineData("partial:99", long.MaxValue, 9131138316486228048)]
    [InlineData("ok+id:tells tokens apart", 100_00, 100_00)]
    public void A_part_is_rounded_down_and_never_nothing(string token, long amount, long taken)
    {
        Assert.True(TokenRules.TryParse(token, out TokenRules? rules));
        Assert.Equal(taken, rules.Taken(amount));
    }

    [Fact]
    public void Every_rule_that_is_named_to_others_is_one() =>
        Assert.All(TokenRules.Known.Split(", "), rule => Assert.True(TokenRules.TryParse(rule, out _), rule));

    [Fact]
    public void Every_other_rule_is_read_and_of_two_the_leftmost_counts()
    {
        Assert.True(TokenRules.TryParse("slow:200+pending:0030+timeout-charged+error:30+timeout-lost+slow:1+pending:1+error:100", out TokenRules? rules));

        Assert.Equal(TimeSpan.FromSeconds(30), rules.Pending);
        Assert.Equal(TimeSpan.FromMilliseconds(200), rules.Slow);
        Assert.Equal(30, rules.ErrorPercent);
        Assert.True(rules.LosesAnswers);
        Assert.True(rules.LosesFirst);
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("ok+")]
    [InlineData("OK")]
    [InlineData(" ok")]
    [InlineData("ok:1")]
    [InlineData("nsf-until")]
    [InlineData("nsf-until:")]
    [InlineData("nsf-until:2026-02-29")]
    [InlineData("nsf-until:25.11.2026")]
    [InlineData("pending")]
    [InlineData("pending:-1")]
    [InlineData("pending:1.5")]
    [InlineData("pending:99999999999")]
    [InlineData("error:101")]
    [InlineData("error:")]
    [InlineData("slow:120001")]
    [InlineData("slow:1:2")]
    [InlineData("partial:0")]
    [InlineData("partial:101")]
    [InlineData("limit:-1")]
    [InlineData("limit:1,00")]
    [InlineData("advice:")]
    [InlineData("notice-refused:1")]
    [InlineData("returned:5")]
    [InlineData("tok_4f2a")]
    public void What_is_not_a_rule_is_not_a_token(string token) => Assert.False(TokenRules.TryParse(token, out _));

    [Fact]
    public void A_token_has_its_limit()
    {
        Assert.True(TokenRules.TryParse("ok" + string.Concat(Enumerable.Repeat("+nsf", 63)), out _));
        Assert.False(TokenRules.TryParse("ok" + string.Concat(Enumerable.Repeat("+nsf", 64)), out _));
    }

    [Fact]
    public void Errors_hit_about_the_percentage_half_of_them_after_the_debit_and_always_the_same_requests()
    {
        ErrorDraw[] draws = [.. Enumerable.Range(0, 10_000).Select(number => ErrorDraws.Draw($"A{number}", 1, seed: 7, percent: 30))];

        Assert.InRange(draws.Count(draw => draw == ErrorDraw.BeforeDebit), 1350, 1650);
        Assert.InRange(draws.Count(draw => draw == ErrorDraw.AfterDebit), 1350, 1650);
        Assert.Equal(draws, Enumerable.Range(0, 10_000).Select(number => ErrorDraws.Draw($"A{number}", 1, seed: 7, percent: 30)));
        Assert.NotEqual(draws, Enumerable.Range(0, 10_000).Select(number => ErrorDraws.Draw($"A{number}", 2, seed: 7, percent: 30)));
        Assert.NotEqual(draws, Enumerable.Range(0, 10_000).Select(number => ErrorDraws.Draw($"A{number}", 1, seed: 8, percent: 30)));
        Assert.All(Enumerable.Range(0, 1000), number => Assert.Equal(ErrorDraw.None, ErrorDraws.Draw($"A{number}", 1, 0, 0)));
        Assert.All(Enumerable.Range(0, 1000), number => Assert.NotEqual(ErrorDraw.None, ErrorDraws.Draw($"A{number}", 1, 0, 100)));
    }
}
