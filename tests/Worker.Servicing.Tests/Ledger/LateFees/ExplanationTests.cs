using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Tests.Ledger.LateFees;

public class ExplanationTests
{
    private static readonly Installment Late = Book.Installment("2026-03-10", 30_000, 3_730);

    [Fact]
    public void Every_day_says_its_base_its_accrual_the_fee_and_what_holds_it_down()
    {
        // 16.865 a day, cap 0.002 × 33730 = 67.46, reached exactly on the fourth day and passed on the fifth.
        PlanAccount account = Book.Replay([Late], [], Book.Policies(new LateFeePolicy { CapPercent = 0.002m }));

        Assert.Equal(
            [
                new FeeDay(Book.Day("2026-03-11"), 33_730, 16.865m, 0m, FeeLimit.WithinGrace),
                new FeeDay(Book.Day("2026-03-12"), 33_730, 16.865m, 0m, FeeLimit.WithinGrace),
                new FeeDay(Book.Day("2026-03-13"), 33_730, 16.865m, 50.595m, FeeLimit.None),
                new FeeDay(Book.Day("2026-03-14"), 33_730, 16.865m, 67.46m, FeeLimit.None),
                new FeeDay(Book.Day("2026-03-15"), 33_730, 16.865m, 67.46m, FeeLimit.CapPercent),
            ],
            account.Of(1).Explain(Book.Day("2026-03-15")).Select(Bare));
    }

    [Fact]
    public void The_annual_cap_and_the_days_before_accrual_are_named()
    {
        LateFeePolicy policy = new() { AccrueFrom = AccrueFrom.GraceEnd, DailyRate = 0.01m };
        IReadOnlyList<FeeDay> days = Book.Replay([Late], [], Book.Policies(policy)).Of(1).Explain(Book.Day("2026-03-14"));

        Assert.Equal([0m, 0m, 0m, 337.3m], days.Select(day => day.Accrual));
        Assert.Equal(FeeLimit.AnnualCap, days[^1].Limit);
    }

    [Fact]
    public void Paid_within_grace_says_so()
    {
        PlanAccount account = Book.Replay([Late], Book.Entries("payment 2026-03-13 33730"));
        Assert.Equal(new FeeDay(Book.Day("2026-03-20"), 0, 0m, 0m, FeeLimit.PaidWithinGrace), Bare(account.Of(1).Explain(Book.Day("2026-03-20"))[^1]));
    }

    [Fact]
    public void Every_day_says_what_the_fee_would_be_without_limits_and_the_annual_cap_as_it_grows()
    {
        LateFeePolicy policy = new() { Flat = new Dictionary<string, long>(StringComparer.Ordinal) { ["CNY"] = 5_00 }, AnnualCap = 0.365m };
        InstallmentAccount account = Book.Replay([Late], Book.Entries("payment 2026-03-13 3730"), Book.Policies(policy)).Of(1);

        FeeDay[] days = [.. account.Explain(Book.Day("2026-03-14"))];

        Assert.Equal([516.865m, 533.73m, 548.73m, 563.73m], days.Select(day => day.Accrued));
        Assert.Equal([33.73m, 67.46m, 97.46m, 127.46m], days.Select(day => day.AnnualCap));
        Assert.All(days[2..], day => Assert.Equal((Math.Min(day.Accrued, day.AnnualCap), FeeLimit.AnnualCap), (day.Fee, day.Limit)));
        Assert.Equal((5_00, 33_730m), (account.FlatFee, account.FeePercentCap));
    }

    [Fact]
    public void It_ends_with_the_write_off_and_is_empty_before_the_due_date()
    {
        PlanAccount account = Book.Replay([Late with { WrittenOffOn = Book.Day("2026-03-15") }], []);

        Assert.Equal(Book.Day("2026-03-15"), account.Of(1).Explain(Book.Day("2026-05-01"))[^1].Date);
        Assert.Empty(account.Of(1).Explain(Book.Day("2026-03-10")));
    }

    private static FeeDay Bare(FeeDay day) => day with { Accrued = 0, AnnualCap = 0 };
}
