using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Tests.Ledger;

/// <summary>How payments and waivers are spread: 33730 fen each, due 2026-03-10 and 04-10, 16.865 fen a day when late.</summary>
public class AllocationTests
{
    private static readonly Installment First = Book.Installment("2026-03-10", 30_000, 3_730);
    private static readonly Installment Second = Book.Installment("2026-04-10", 30_000, 3_730, number: 2);
    private static readonly Installment Third = Book.Installment("2026-05-10", 30_000, 3_730, number: 3);

    [Fact]
    public void A_payment_pays_late_fees_then_interest_then_principal()
    {
        // As of 03-19: 9 × 16.865 = 151.785 → 152.
        PlanAccount account = Book.Replay([First], Book.Entries("payment 2026-03-20 10000"));

        Assert.Equal(
            [
                new Allocation(1, 1, LedgerPart.LateFee, 152, Book.Day("2026-03-20")),
                new Allocation(1, 1, LedgerPart.Interest, 3_730, Book.Day("2026-03-20")),
                new Allocation(1, 1, LedgerPart.Principal, 6_118, Book.Day("2026-03-20")),
            ],
            account.Allocations);
    }

    [Fact]
    public void The_order_of_parts_is_configuration()
    {
        Assert.True(AllocationOrder.TryParse("principal,fees,interest", out AllocationOrder? order));
        PlanAccount account = Book.Replay([First], Book.Entries("payment 2026-03-20 30200"), order: order);

        Assert.Equal((30_000, 152, 48), (account.Of(1).PrincipalPaid, account.Of(1).FeesPaid, account.Of(1).InterestPaid));
    }

    [Fact]
    public void What_is_over_goes_to_the_oldest_that_owes_whether_due_or_not_and_then_is_credit()
    {
        // For the third, before anything is due: its own 33730, the first's 33730, the second's 33730, 10 over.
        PlanAccount account = Book.Replay([Third, Second, First], Book.Entries("payment 2026-03-01 101200 for 3"));

        Assert.Equal([3L, 3L, 1L, 1L, 2L, 2L], account.Allocations.Select(allocation => allocation.InstallmentId));
        Assert.Equal(10, account.Credit);
        Assert.All(account.Installments, one => Assert.Equal(Book.Day("2026-03-01"), one.PaidOn));
    }

    [Fact]
    public void Fees_owed_by_the_formula_alone_draw_the_excess()
    {
        // The first: fees paid last, so base is 0 on 03-20 while round(fee(03-19)) = 152 stays owed, nothing of it posted.
        // The second, paid on 03-21 with 200 over: 152 to the first's fees, 48 to credit.
        Assert.True(AllocationOrder.TryParse("interest,principal,fees", out AllocationOrder? order));
        PlanAccount account = Book.Replay(
            [First, Second], Book.Entries("payment 2026-03-20 33730; payment 2026-03-21 33930 for 2"), order: order);

        Assert.Equal(new Allocation(2, 1, LedgerPart.LateFee, 152, Book.Day("2026-03-21")), account.Allocations[^1]);
        Assert.Equal(48, account.Credit);
    }

    [Fact]
    public void Within_a_day_the_ledger_order_decides_and_all_of_the_day_owe_the_fees_of_the_day_before()
    {
        PlanAccount account = Book.Replay([First], Book.Entries("waiver 2026-03-20 100; payment 2026-03-20 60; payment 2026-03-20 5000"));

        // 152 owed: 100 waived, 52 of the first payment, 8 of it to interest; nothing of the second.
        Assert.Equal((100, 52), (account.Of(1).FeesWaived, account.Of(1).FeesPaid));
        Assert.Equal(new Allocation(2, 1, LedgerPart.Interest, 8, Book.Day("2026-03-20")), account.Allocations[2]);
        Assert.Equal(LedgerPart.Interest, account.Allocations[3].Part);
    }

    [Fact]
    public void A_back_dated_payment_is_replayed_at_its_date_and_shifts_what_later_ones_paid()
    {
        PlanAccount before = Book.Replay([First], Book.Entries("payment 2026-03-20 13500"));
        PlanAccount after = Book.Replay([First], Book.Entries("payment 2026-03-20 13500; payment 2026-03-12 33730"));

        Assert.Equal(152, before.Of(1).FeesPaid);
        Assert.Equal(0, after.Of(1).FeesPaid);
        Assert.Equal(13_500, after.Credit);
    }

    [Fact]
    public void A_waiver_takes_fees_of_its_own_installment_alone_and_the_excess_lapses()
    {
        PlanAccount account = Book.Replay([First, Second], Book.Entries("waiver 2026-04-20 1000 for 2"));

        // The second as of 04-19: 9 days, 152. The first's 40 days are not touched.
        Assert.Equal((152, 0, 848), (account.Of(2).FeesWaived, account.Of(1).FeesWaived, account.Lapsed));
        Assert.Equal(0, account.Credit);
    }

    [Fact]
    public void A_waiver_within_grace_finds_nothing()
    {
        PlanAccount account = Book.Replay([First], Book.Entries("waiver 2026-03-13 51"));

        Assert.Equal((0, 51), (account.Of(1).FeesWaived, account.Lapsed));
        Assert.Empty(account.Allocations);
    }

    [Fact]
    public void What_may_be_waived_is_the_fee_as_of_the_day_before_less_what_was_taken()
    {
        PlanAccount account = Book.Replay([First], Book.Entries("waiver 2026-03-20 100; payment 2026-03-22 20"));

        Assert.Equal(0, account.Of(1).FeesOwedOn(Book.Day("2026-03-13")));
        Assert.Equal(51, account.Of(1).FeesOwedOn(Book.Day("2026-03-14")));
        Assert.Equal(52, account.Of(1).FeesOwedOn(Book.Day("2026-03-20")));
        // As of 03-21: 11 × 16.865 = 185.515 → 186; less 100 and 20.
        Assert.Equal(66, account.Of(1).FeesOwedOn(Book.Day("2026-03-22")));
    }

    [Fact]
    public void Paying_what_is_outstanding_the_next_morning_pays_everything()
    {
        PlanAccount owing = Book.Replay([First], Book.Entries("fee 2026-03-13 51"));
        Assert.Equal((33_781, 51, false), (owing.Of(1).Outstanding, owing.Of(1).OutstandingFees, owing.Of(1).IsPaid));

        PlanAccount paid = Book.Replay([First], Book.Entries("fee 2026-03-13 51; payment 2026-03-14 33781"));
        Assert.Equal((0, 0, true), (paid.Of(1).Outstanding, paid.Credit, paid.Of(1).IsPaid));
        Assert.Equal(Book.Day("2026-03-14"), paid.Of(1).PaidOn);
    }

    [Fact]
    public void Fees_paid_before_they_are_posted_leave_less_outstanding_until_they_are()
    {
        // 13500 on 03-20 paid 152 of fees of which 51 are posted: 33730 + 51 − 13500.
        PlanAccount account = Book.Replay([First], Book.Entries("fee 2026-03-13 51; payment 2026-03-20 13500"));

        Assert.Equal(20_281, account.Of(1).Outstanding);
        Assert.Equal(0, account.Of(1).OutstandingFees);
        Assert.Equal(101, account.Of(1).ToPost(Book.Day("2026-03-19")));
    }

    [Fact]
    public void A_posted_fee_that_the_formula_no_longer_backs_keeps_an_installment_open_until_it_is_reversed()
    {
        PlanAccount open = Book.Replay([First], Book.Entries("fee 2026-03-13 51; payment 2026-03-13 33730"));
        Assert.False(open.Of(1).IsPaid);
        Assert.Equal(-51, open.Of(1).ToPost(Book.Day("2026-03-13")));

        PlanAccount cured = Book.Replay([First], Book.Entries("fee 2026-03-13 51; payment 2026-03-13 33730; fee 2026-03-14 -51"));
        Assert.Equal(Book.Day("2026-03-13"), cured.Of(1).PaidOn);
    }

    [Fact]
    public void A_written_off_installment_still_takes_money()
    {
        Installment writtenOff = First with { WrittenOffOn = Book.Day("2026-03-20") };
        PlanAccount account = Book.Replay([writtenOff], Book.Entries("payment 2026-06-01 34000"));

        // 10 × 16.865 = 168.65 → 169 and not a fen more: 33899 of 34000.
        Assert.Equal((169, 101), (account.Of(1).FeesPaid, account.Credit));
    }

    [Fact]
    public void Nothing_scheduled_is_paid_from_the_start()
    {
        PlanAccount account = Book.Replay([Book.Installment("2026-03-10", 0, 0)], Book.Entries("payment 2026-03-20 5"));

        Assert.True(account.Of(1).IsPaid);
        Assert.Null(account.Of(1).PaidOn);
        Assert.Equal(5, account.Credit);
    }

    [Fact]
    public void A_plan_without_installments_or_entries_is_an_empty_account()
    {
        PlanAccount account = Book.Replay([], []);

        Assert.Empty(account.Installments);
        Assert.Throws<KeyNotFoundException>(() => account.Of(1));
    }

    [Fact]
    public void The_first_and_last_days_of_the_calendar_are_days_like_others()
    {
        Installment oldest = First with { DueOn = DateOnly.MinValue };
        PlanAccount account = Book.Replay(
            [oldest],
            [new LedgerEntry(1, 1, EntryKind.Payment, 1, DateOnly.MinValue, null)],
            Book.Policies(new LateFeePolicy { GraceDays = int.MaxValue }));

        Assert.Equal(1, account.Of(1).InterestPaid);
        Assert.Equal(0, account.Of(1).FeeAt(DateOnly.MaxValue.AddDays(-1)));
        Assert.Equal(0, account.Of(1).FeesOwedOn(DateOnly.MinValue));
    }

    [Theory]
    [InlineData("payment 2026-03-20 10 for 9", "belongs to no installment")]
    [InlineData("fee 2026-03-20 10 for 9", "belongs to no installment")]
    [InlineData("payment 2026-03-20 -10", "negative payment or waiver")]
    [InlineData("waiver 2026-03-20 -10", "negative payment or waiver")]
    [InlineData("reversal 2026-03-20 10 of 7", "reverses no payment or waiver")]
    [InlineData("fee 2026-03-20 10; reversal 2026-03-21 10 of 1", "reverses no payment or waiver")]
    [InlineData("payment 2026-03-20 10; reversal 2026-03-21 9 of 1", "reverses 9 of entry 1, which is 10")]
    public void A_ledger_that_breaks_a_rule_is_refused_with_its_reason(string ledger, string reason)
    {
        InvalidLedgerException refused = Assert.Throws<InvalidLedgerException>(() => Book.Replay([First], Book.Entries(ledger)));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, -1)]
    [InlineData(long.MaxValue, 1)]
    public void Scheduled_amounts_below_zero_or_beyond_64_bits_are_refused(long principal, long interest) =>
        Assert.Throws<InvalidLedgerException>(() => Book.Replay([First with { Principal = principal, Interest = interest }], []));

    [Fact]
    public void Amounts_that_add_up_beyond_64_bits_are_an_error_rather_than_a_wrong_number() =>
        Assert.Throws<OverflowException>(
            () => Book.Replay([First], Book.Entries($"payment 2026-03-01 {long.MaxValue}; payment 2026-03-01 {long.MaxValue}")));
}
