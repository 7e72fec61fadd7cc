using Worker.Configuration;
using Worker.Servicing.Ledger.LateFees;

namespace Worker.Tests.Configuration;

public sealed class LateFeeSettingsTests
{
    [Fact]
    public void Each_product_has_its_policies_with_the_dates_they_hold_from()
    {
        WorkerSettings settings = Configured.Settings(
            ("LateFees:default:0:graceDays", "5"),
            ("LateFees:Phone:0:from", "2026-07-01"),
            ("LateFees:Phone:0:flat:CNY", "5.00"),
            ("LateFees:Phone:0:flat:USD", "0"),
            ("LateFees:Phone:0:dailyRate", "3e-4"),
            ("LateFees:Phone:0:capPercent", "0.5"),
            ("LateFees:Phone:0:annualCap", "0.36"),
            ("LateFees:Phone:0:accrueFrom", "GraceEnd"),
            ("LateFees:Phone:1:graceDays", "0"));

        LateFeePolicies policies = settings.Ledger.Policies;
        LateFeePolicy later = policies.InForce("phone", new DateOnly(2026, 7, 1));
        Assert.Equal((3, 0.0003m, 0.5m, 0.36m, AccrueFrom.GraceEnd), (later.GraceDays, later.DailyRate, later.CapPercent, later.AnnualCap, later.AccrueFrom));
        Assert.Equal(500, later.Flat["CNY"]);
        Assert.Equal(0, later.Flat["USD"]);
        Assert.Equal(0, policies.InForce("phone", new DateOnly(2026, 6, 30)).GraceDays);
        Assert.Equal(5, policies.InForce("sofa", new DateOnly(2026, 7, 1)).GraceDays);
        Assert.Equal([DateOnly.MinValue, new DateOnly(2026, 7, 1)], settings.LateFees["phone"].Select(policy => policy.From));
    }

    [Theory]
    [InlineData("0:from", "01.07.2026", "LateFees:phone:0:from is '01.07.2026': a date like 2026-01-01")]
    [InlineData("0:from", "2026-02-29", "LateFees:phone:0:from is '2026-02-29': a date like 2026-01-01")]
    [InlineData("0:graceDays", "-1", "LateFees:phone:0:graceDays is '-1': a whole number from 0 to 3650")]
    [InlineData("0:flat:CNY", "-5", "LateFees:phone:0:flat:CNY is '-5': an amount in major units, 0 or more, with at most 2 decimals")]
    [InlineData("0:dailyRate", "0.05%", "LateFees:phone:0:dailyRate is '0.05%': a number from 0 to 1000")]
    [InlineData("0:capPercent", "-1", "LateFees:phone:0:capPercent is '-1': a number from 0 to 1000")]
    [InlineData("0:annualCap", "79228162514264337593543950335", "LateFees:phone:0:annualCap is '79228162514264337593543950335': a number from 0 to 1000")]
    [InlineData("0:accrueFrom", "start", "LateFees:phone:0:accrueFrom is 'start': dueDate or graceEnd")]
    [InlineData("0:garceDays", "5", "LateFees:phone:0:garceDays is no key; LateFees:phone:0:graceDays is")]
    public void A_value_that_is_not_allowed_is_the_only_error(string key, string value, string error) =>
        Assert.Equal(error, Assert.Single(Configured.Errors(($"LateFees:phone:{key}", value))));

    [Theory]
    [InlineData("LateFees:phone:graceDays", "5")]
    [InlineData("LateFees:phone", "none")]
    [InlineData("LateFees:phone:0", "none")]
    public void A_product_has_a_list_of_policies(string key, string value)
    {
        IReadOnlyList<string> errors = Configured.Errors((key, value));
        Assert.StartsWith("LateFees:phone is no list of sections: policies with the date each holds from", errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_list_of_policies_is_an_error() => Assert.StartsWith(
        "LateFees:phone has no policy: ", Assert.Single(Configured.Errors(("LateFees:phone", ""))), StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-01-01", "LateFees:phone has two policies from 2026-01-01: each from a date of its own")]
    [InlineData(null, "LateFees:phone has two policies without a date to hold from: each from a date of its own")]
    public void Two_policies_from_one_date_are_an_error(string? from, string error) => Assert.Equal(error, Assert.Single(Configured.Errors(
        ("LateFees:phone:0:from", from), ("LateFees:phone:1:from", from), ("LateFees:phone:1:graceDays", "1"), ("LateFees:phone:0:graceDays", "1"))));
}
