using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Tests.Ledger.LateFees;

/// <summary>
/// Late fees computed by hand. Unless a row says otherwise: due on 2026-03-10, principal 300.00, interest 37.30, together
/// 33730 fen, at 0.0005 a day 16.865 fen; 3 days of grace (to 03-13), cap 100 %, annual cap 24 % (on 33730 fen 22.179 a
/// day, so it does not bite on the daily rate alone).
/// </summary>
public class LateFeeTableTests
{
    private const string Due = "2026-03-10";

    private static readonly LateFeePolicy Default = new();

    // An annual cap of 3650 % is 10 % of the base a day: out of the way of a flat amount.
    private static readonly LateFeePolicy Flat = new() { Flat = Fen("CNY", 500), AnnualCap = 36.5m };

    private static readonly LateFeePolicy GraceEnd = new() { AccrueFrom = AccrueFrom.GraceEnd };

    private static readonly LateFeePolicy[] Changed =
    [
        new() { From = Book.Day("2026-03-11"), DailyRate = 0.001m, AnnualCap = 1m, GraceDays = 5 },
        new() { From = Book.Day("2026-01-01") },
    ];

    // name | installment | policy | ledger | closed day | exact fee | rounded | to post
    private static readonly Case[] Cases =
    [
        // Grace ends with the close of 03-13, so on 03-12 there is no fee: 0.
        new("the day before the last grace day", Unpaid(), Default, "", "2026-03-12", 0m, 0, 0),

        // 03-11, 12, 13: 3 × 16.865 = 50.595 → 51.
        new("the last grace day posts the first fee", Unpaid(), Default, "", "2026-03-13", 50.595m, 51, 51),

        // 4 × 16.865 = 67.46 → 67.
        new("the day after grace", Unpaid(), Default, "", "2026-03-14", 67.46m, 67, 67),

        // t before the due date: 0.
        new("a day before the due date", Unpaid(), Default, "", "2026-03-01", 0m, 0, 0),

        // Grace 0, t = due: due+1..due is empty, the annual cap of nothing is 0.
        new("no grace, on the due date", Unpaid(), Default with { GraceDays = 0 }, "", Due, 0m, 0, 0),

        // Grace 0, t = due+1: 16.865 → 17.
        new("no grace, the day after", Unpaid(), Default with { GraceDays = 0 }, "", "2026-03-11", 16.865m, 17, 17),

        // 500 + 50.595 = 550.595; annual cap 36.5 × 3 × 33730 / 365 = 10119 is above → 551.
        new("flat", Unpaid(), Flat, "", "2026-03-13", 550.595m, 551, 551),

        // 500 + 50.595 = 550.595, but 0.24 × 3 × 33730 / 365 = 24285.6 / 365 = 66.535890… → 67.
        new("flat held down by the annual cap", Unpaid(), Flat with { AnnualCap = 0.24m }, "", "2026-03-13", 66.535890m, 67, 67),

        // Flat counts from the last grace day though accrual starts after it: 500 + 0.
        new("flat with accrual from the end of grace", Unpaid(), Flat with { AccrueFrom = AccrueFrom.GraceEnd }, "", "2026-03-13", 500m, 500, 500),

        // 31 days (03-11..04-10): 31 × 16.865 = 522.815; cap 0.01 × 33730 = 337.3 → 337.
        new("cap percent", Unpaid(), Default with { CapPercent = 0.01m }, "", "2026-04-10", 337.3m, 337, 337),

        // The cap is a share of what was scheduled, not of what is left: 20000 paid on 03-10 leaves 13730;
        // 60 days (03-11..05-09) × 6.865 = 411.9; cap 0.01 × 33730 = 337.3 → 337.
        new("cap percent after a partial payment", Unpaid(), Default with { CapPercent = 0.01m },
            "payment 2026-03-10 20000", "2026-05-09", 337.3m, 337, 337),

        // Cap 0: no fee, flat neither.
        new("cap percent 0 means no fee", Unpaid(), Flat with { CapPercent = 0m }, "", "2026-04-10", 0m, 0, 0),

        // 0.001 × 33730 × 10 days = 337.3; annual cap 0.24 × 337300 / 365 = 80952 / 365 = 221.786301… → 222.
        new("annual cap", Unpaid(), Default with { DailyRate = 0.001m }, "", "2026-03-20", 221.786301m, 222, 222),

        // Annual cap counts from due+1 though accrual starts on 03-14: 0.01 × 33730 × 2 = 674.6 by 03-15;
        // 0.24 × 5 × 33730 / 365 = 40476 / 365 = 110.893150… → 111.
        new("annual cap counts the days of grace", Unpaid(), GraceEnd with { DailyRate = 0.01m }, "", "2026-03-15", 110.893150m, 111, 111),

        // 10000 on the due date: interest 3730, principal 6270; 23730 left; 3 × 11.865 = 35.595 → 36.
        new("partial payment on the due date", Unpaid(), Default, "payment 2026-03-10 10000", "2026-03-13", 35.595m, 36, 36),

        // 20000 on the last grace day, no fee owed yet as of 03-12: (33730 + 33730 + 13730) × 0.0005 = 40.595 → 41.
        new("partial payment on the last grace day", Unpaid(), Default, "payment 2026-03-13 20000", "2026-03-13", 40.595m, 41, 41),

        // 13500 on 03-20: as of 03-19 9 × 16.865 = 151.785 → 152 to fees, 13348 to the base: 20382 left from 03-20 on.
        // 9 × 16.865 + 6 (03-20..25) × 10.191 = 151.785 + 61.146 = 212.931 → 213; 152 posted: 61.
        new("partial payment mid-way", Unpaid(), Default, "fee 2026-03-19 152; payment 2026-03-20 13500", "2026-03-25", 212.931m, 213, 61),

        // 16 × 16.865 = 269.84 → 270 posted; then all of it turns out to be paid on 03-12: no fee, −270.
        new("back-dated payment within grace", Unpaid(), Default, "fee 2026-03-26 270; payment 2026-03-12 33730", "2026-03-26", 0m, 0, -270),

        // 20000 back-dated to 03-15: as of 03-14 4 × 16.865 = 67.46 → 67 to fees, 19933 to the base: 13797 left.
        // 67.46 + 12 (03-15..26) × 6.8985 = 67.46 + 82.782 = 150.242 → 150; 150 − 270 = −120.
        new("back-dated partial payment", Unpaid(), Default, "fee 2026-03-26 270; payment 2026-03-15 20000", "2026-03-26", 150.242m, 150, -120),

        // 17 × 16.865 = 286.705 → 287; 270 posted and waived: only the new day's 17 is posted.
        new("a waiver is not posted again", Unpaid(), Default, "fee 2026-03-26 270; waiver 2026-03-27 270", "2026-03-27", 286.705m, 287, 17),

        // 51 posted on 03-13, then nothing for 13 days: 269.84 → 270, to post 219; 51 + 219 = 270 as if day by day.
        new("missed days", Unpaid(), Default, "fee 2026-03-13 51", "2026-03-26", 269.84m, 270, 219),

        // Run again: 270 − (51 + 219) = 0.
        new("run twice", Unpaid(), Default, "fee 2026-03-13 51; fee 2026-03-26 219", "2026-03-26", 269.84m, 270, 0),

        // A reversal that was posted counts as posted: 270 − (300 − 30) = 0.
        new("posted reversals count", Unpaid(), Default, "fee 2026-03-25 300; fee 2026-03-26 -30", "2026-03-26", 269.84m, 270, 0),

        // 2024-02-28, 29, 03-01, 02, 03 are 5 days: 5 × 16.865 = 84.325 → 84.
        new("over a leap day", Unpaid("2024-02-27"), Default, "", "2024-03-03", 84.325m, 84, 84),

        // 5 days × 3373000: annual cap 0.24 × 16865000 / 365 = 4047600 / 365 = 11089.315068… → 11089 (366 would give 11059).
        new("annual cap over a leap day is still over 365", Book.Installment("2024-02-27", 3_000_000, 373_000),
            Default with { DailyRate = 0.001m }, "", "2024-03-03", 11089.315068m, 11089, 11089),

        // Yen has no decimals: 101234 × 0.0005 = 50.617 a day; 3 × 50.617 = 151.851 → 152.
        new("yen", Book.Installment(Due, 100_000, 1_234), Default, "", "2026-03-13", 151.851m, 152, 152, "JPY"),

        // Flat per currency: 300 yen, not the 500 fen: 300 + 151.851 = 451.851 → 452.
        new("flat in yen", Book.Installment(Due, 100_000, 1_234),
            Flat with { Flat = new Dictionary<string, long>(StringComparer.Ordinal) { ["CNY"] = 500, ["JPY"] = 300 } },
            "", "2026-03-13", 451.851m, 452, 452, "JPY"),

        // A currency that the flat amount does not name has none.
        new("flat of another currency", Unpaid(), Flat, "", "2026-03-13", 50.595m, 51, 51, "USD"),

        // 33000 × 0.0005 = 16.5 a day: 3 days 49.5 → 50, the even one.
        new("a half goes up to even", Book.Installment(Due, 33_000, 0), Default, "", "2026-03-13", 49.5m, 50, 50),

        // 5 days 82.5 → 82, the even one.
        new("a half goes down to even", Book.Installment(Due, 33_000, 0), Default, "", "2026-03-15", 82.5m, 82, 82),

        // Rounded once: 31 days × 1.5 = 46.5 → 46; a rounding a day would give 62.
        new("rounded once, not every day", Book.Installment(Due, 3_000, 0), Default, "", "2026-04-10", 46.5m, 46, 46),

        // Start is 03-14: on 03-13 the sum is empty.
        new("accrual from the end of grace, last grace day", Unpaid(), GraceEnd, "", "2026-03-13", 0m, 0, 0),

        // 03-14, 15: 2 × 16.865 = 33.73 → 34.
        new("accrual from the end of grace", Unpaid(), GraceEnd, "", "2026-03-15", 33.73m, 34, 34),

        // Written off on 03-20: 10 × 16.865 = 168.65 → 169, and nothing after.
        new("written off", Book.Installment(Due, 30_000, 3_730, writtenOffOn: "2026-03-20"), Default, "", "2026-04-30", 168.65m, 169, 169),

        // Written off on 03-12, within grace: 0.
        new("written off within grace", Book.Installment(Due, 30_000, 3_730, writtenOffOn: "2026-03-12"), Default, "", "2026-04-30", 0m, 0, 0),

        // Due 03-10 keeps the policy before the change, though the days are after it: 67.46 → 67.
        new("due before the policy changed", Unpaid(), Changed, "", "2026-03-14", 67.46m, 67, 67),

        // Due 03-11 has the new one: 5 × 33.73 = 168.65 at the close of its 5th grace day, 03-16 → 169.
        new("due on the day the policy changed", Unpaid("2026-03-11"), Changed, "", "2026-03-16", 168.65m, 169, 169),

        // … and nothing the day before.
        new("due on the day the policy changed, within its grace", Unpaid("2026-03-11"), Changed, "", "2026-03-15", 0m, 0, 0),

        // Due before the first policy: the first. 3 × 16.865 = 50.595 → 51.
        new("due before the first policy", Unpaid("2025-12-01"), Changed, "", "2025-12-04", 50.595m, 51, 51),

        // base(03-13) = 0: no fee, ever.
        new("paid on the last grace day", Unpaid(), Default, "payment 2026-03-13 33730", "2026-04-30", 0m, 0, 0),

        // 337.30 + 0.51 on the morning after: fee(03-13) = 50.595 → 51, base 0 from 03-14; nothing accrues after.
        new("paid the next morning", Unpaid(), Default, "fee 2026-03-13 51; payment 2026-03-14 33781", "2026-04-30", 50.595m, 51, 0),

        // 337.30 without the fee: 51 to fees, 51 of principal left. 50.595 + 11 (03-14..24) × 0.0255 = 50.8755 → 51.
        new("the fee left out the next morning", Unpaid(), Default, "fee 2026-03-13 51; payment 2026-03-14 33730", "2026-03-24", 50.8755m, 51, 0),

        // Paid on 03-20 as of which 9 days: 151.785 → 152; then reversed: 16 × 16.865 = 269.84 → 270, to post 118.
        new("a reversed payment was never made", Unpaid(), Default,
            "fee 2026-03-19 152; payment 2026-03-20 33882; reversal 2026-03-25 33882 of 2", "2026-03-26", 269.84m, 270, 118),

        // Nothing scheduled: base(03-13) = 0, flat neither.
        new("zero amount", Book.Installment(Due, 0, 0), Flat, "", "2026-04-30", 0m, 0, 0),

        // 30 years are 10957 days (7 leap days): 10^13 × 10957 × 0.0005 = 54785 × 10^9; annual cap 0.24 × 30.02 years: above; cap 10: above.
        new("large and very late", Book.Installment("1996-03-10", 10_000_000_000_000, 0), Default with { CapPercent = 10m },
            "", "2026-03-10", 54_785_000_000_000m, 54_785_000_000_000, 54_785_000_000_000),

        // The same with the default cap: what was scheduled.
        new("large and very late, capped", Book.Installment("1996-03-10", 10_000_000_000_000, 0), Default,
            "", "2026-03-10", 10_000_000_000_000m, 10_000_000_000_000, 10_000_000_000_000),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(@case => @case.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fee_is_what_the_hand_computed_table_says(string name)
    {
        Case row = Cases.Single(@case => @case.Name == name);
        InstallmentAccount account = row.Plan.Replay().Installments[0];

        Assert.Equal(row.Exact, decimal.Round(account.ExactFeeAt(row.ClosedDay), 6, MidpointRounding.ToZero));
        Assert.Equal(row.Fee, account.FeeAt(row.ClosedDay));
        Assert.Equal(row.ToPost, account.ToPost(row.ClosedDay));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_day_by_day_oracle_agrees_with_the_table(string name)
    {
        Case row = Cases.Single(@case => @case.Name == name);
        Assert.Equal(row.Fee, new NaiveLedger(row.Plan).Fee(row.Plan.Installments[0], row.ClosedDay).RoundHalfEven());
    }

    private static Installment Unpaid(string dueOn = Due) => Book.Installment(dueOn, 30_000, 3_730);

    private static Dictionary<string, long> Fen(string currency, long minor) => new(StringComparer.Ordinal) { [currency] = minor };

    private sealed record Case(string Name, Plan Plan, DateOnly ClosedDay, decimal Exact, long Fee, long ToPost)
    {
        public Case(
            string name, Installment installment, LateFeePolicy policy, string ledger, string closedDay, decimal exact, long fee, long toPost, string currency = "CNY")
            : this(name, installment, [policy], ledger, closedDay, exact, fee, toPost, currency)
        {
        }

        public Case(
            string name, Installment installment, LateFeePolicy[] policies, string ledger, string closedDay, decimal exact, long fee, long toPost, string currency = "CNY")
            : this(
                name,
                new Plan(currency, [installment], Book.Entries(ledger), policies, AllocationOrder.Default),
                Book.Day(closedDay),
                exact,
                fee,
                toPost)
        {
        }
    }
}
