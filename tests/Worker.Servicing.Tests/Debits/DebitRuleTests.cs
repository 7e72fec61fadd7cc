using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using Worker.Servicing.Debits;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Ledger.Overdue;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Debits;

public class DebitRuleTests
{
    private static readonly DateOnly D = Day("2026-11-21");
    private static readonly DateTimeOffset Now = Shanghai.InstantOf(D, Time("09:00"));
    private static readonly DebitCandidate Candidate = new() { InstallmentId = 1, PlanId = 1, CustomerId = 1, DueOn = D };

    [Theory]
    [InlineData(null, false, "1 2 3", 1)]
    [InlineData(null, false, "2 3", 2)]
    [InlineData(2, false, "1 2 3", 2)]
    [InlineData(2, false, "1 3", null)]
    [InlineData(2, true, "1 3", 1)]
    [InlineData(2, true, "1 2", 2)]
    [InlineData(2, true, "", null)]
    [InlineData(null, true, "3", 3)]
    public void The_designated_method_and_no_other_is_debited_unless_others_may_stand_in(int? designated, bool allows, string usable, int? expected)
    {
        string[] active = usable.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        PaymentMethod[] methods = [.. Enumerable.Range(1, 3).Select(id => Method(id) with { IsActive = active.Contains($"{id}") })];

        // A mandate that does not hold that day counts like a method that is not active.
        PaymentMethod[] mandates = [.. Enumerable.Range(1, 3).Select(id => Method(id) with
        {
            Mandate = active.Contains($"{id}") ? new Mandate(null, D, D) : new Mandate(null, D.AddDays(1), null),
        })];

        DebitCandidate candidate = Candidate with { PaymentMethodId = designated, AllowsFallback = allows };
        Assert.Equal(expected, DebitRule.Choose(candidate, methods, D)?.PaymentMethodId);
        Assert.Equal(expected, DebitRule.Choose(candidate, mandates, D)?.PaymentMethodId);
    }

    [Theory]
    [InlineData(337_2999, "overMandate")]
    [InlineData(337_3000, null)]
    [InlineData(null, null)]
    public void Never_more_than_the_mandate_allows_is_debited(int? maximum, string? skipped)
    {
        DebitDecision decision = Decide(Candidate, Method(1) with { Mandate = new Mandate(maximum, null, null) });

        Assert.Equal(skipped, decision.Skipped);
        Assert.Equal(skipped is null ? null : "over-mandate", decision.Error?.Code);
        Assert.Equal(skipped is null ? 337_30 : 0, decision.Amount.Minor);
    }

    [Theory]
    [InlineData("2026-11-22", null, "mandateNotValid")]
    [InlineData(null, "2026-11-20", "mandateNotValid")]
    [InlineData("2026-11-21", "2026-11-21", null)]
    public void Nothing_is_debited_outside_the_days_of_the_mandate(string? from, string? until, string? skipped) => Assert.Equal(
        skipped,
        Decide(Candidate, Method(1) with { Mandate = new Mandate(null, from is null ? null : Day(from), until is null ? null : Day(until)) }).Skipped);

    [Fact]
    public void Without_a_method_it_says_so() =>
        Assert.Equal("noMethod", Decide(Candidate with { PaymentMethodId = 2 }, Method(1)).Skipped);

    [Fact]
    public void A_mandate_holds_in_whatever_currency_is_debited()
    {
        var mandate = new Mandate(500_0000, null, null);

        Assert.True(mandate.Covers(new Money(500_00, Currency.Parse("CNY"))));
        Assert.False(mandate.Covers(new Money(500_01, Currency.Parse("CNY"))));
        Assert.True(mandate.Covers(new Money(500, Currency.Parse("JPY"))));
        Assert.False(mandate.Covers(new Money(501, Currency.Parse("JPY"))));
        Assert.False(mandate.Covers(new Money(500_001, Currency.Parse("KWD"))));
        Assert.False(mandate.Covers(new Money(long.MaxValue, Currency.Parse("CNY"))));
    }

    [Fact]
    public void A_channel_that_demands_notice_is_debited_under_one_and_for_what_it_says()
    {
        PaymentMethod method = Method(1) with { Channel = "wechatpay" };
        GivenNotice notice = new()
        {
            NoticeNumber = "n1",
            InstallmentId = 1,
            PaymentMethodId = 1,
            Token = method.Token,
            Amount = 300_00,
            Currency = "CNY",
            DebitFrom = D.AddDays(-1),
            DebitUntil = D,
            State = NoticeState.Accepted,
            AcceptedAt = Now.AddDays(-2),
        };

        Assert.Equal("awaitingNotice", Decide(Candidate, method).Skipped);
        Assert.Equal("awaitingNotice", Decide(Candidate with { Notices = [notice with { AcceptedAt = Now.AddHours(-23) }] }, method).Skipped);

        DebitDecision less = Decide(Candidate with { Notices = [notice] }, method);
        Assert.Equal((300_00, "n1"), (less.Amount.Minor, less.NoticeNumber));
        Assert.Equal(337_30, Decide(Candidate with { Notices = [notice with { Amount = 900_00 }] }, method).Amount.Minor);
        Assert.Null(Decide(Candidate with { Notices = [notice] }, Method(1)).NoticeNumber);
    }

    [Fact]
    public void A_debit_before_the_due_date_wants_its_due_soon_notice_to_have_left()
    {
        DebitRule rule = Rule(new AutoDebitSettings { LeadDays = 2 });
        DebitCandidate early = Candidate with { DueOn = D.AddDays(2) };

        Assert.Equal("awaitingNotice", rule.SkippedBySchedule(early, [Method(1)], [], D, Now));
        Assert.Null(rule.SkippedBySchedule(early with { IsDueSoonSent = true }, [Method(1)], [], D, Now));
        Assert.Null(rule.SkippedBySchedule(Candidate, [Method(1)], [], D, Now));
        Assert.Equal("notToday", rule.SkippedBySchedule(Candidate with { DueOn = D.AddDays(3), IsDueSoonSent = true }, [Method(1)], [], D, Now));
    }

    [Fact]
    public void A_debit_before_the_due_date_that_was_declined_for_good_is_not_made_again_either()
    {
        DebitRule rule = Rule(new AutoDebitSettings { LeadDays = 2 });
        DebitCandidate early = Candidate with { DueOn = D.AddDays(1), IsDueSoonSent = true };

        Assert.Equal("notToday", rule.SkippedBySchedule(early, [Method(2)], [Declined(1, D, "account_closed") with { IsHardDecline = true }], D, Now));
    }

    [Theory]
    [InlineData("try_later", "retry_after:3", 1, "notToday")]
    [InlineData("try_later", "retry_after:3", 3, null)]
    [InlineData("limit_exceeded", null, 3, "notToday")]
    [InlineData("limit_exceeded", null, 5, null)]
    [InlineData("blocked", null, 5, "stopped")]
    [InlineData("insufficient_funds", null, 1, null)]
    public void What_a_decline_said_holds_for_the_method_it_was_said_of(string code, string? advice, int day, string? expected)
    {
        DebitRule rule = Rule(new AutoDebitSettings());
        EarlierAttempt declined = Declined(1, D, code) with { AdviceCode = advice };
        DateTimeOffset then = Shanghai.InstantOf(D.AddDays(day), Time("09:00"));

        Assert.Equal(expected, rule.SkippedBySchedule(Candidate, [Method(1)], [declined], D.AddDays(day), then));

        // Another method, or the same one reactivated, was told nothing.
        Assert.Null(rule.SkippedBySchedule(Candidate, [Method(2)], [declined], D.AddDays(day), then));
        Assert.Null(rule.SkippedBySchedule(Candidate, [Method(1) with { ActiveSince = then.AddHours(-1) }], [declined], D.AddDays(day), then));
    }

    private static PaymentMethod Method(long id) => new(id, 1, "card", $"token {id}", IsActive: true);

    private static EarlierAttempt Declined(long method, DateOnly on, string code) => new()
    {
        InstallmentId = 1,
        PaymentMethodId = method,
        Channel = "card",
        BusinessDate = on,
        SentAt = Shanghai.InstantOf(on, Time("09:00")),
        DeclineCode = code,
    };

    private static DebitDecision Decide(DebitCandidate candidate, params PaymentMethod[] methods)
    {
        Installment[] installments = [new(1, 1, D, 300_00, 37_30)];
        var plan = new PlanSnapshot(1, "P1", 1, "phone", "CNY", installments, [InstallmentStatus.Due], []);
        PlanAccount account = PlanAccount.Replay("phone", "CNY", installments, [], LateFeePolicies.BuiltIn, AllocationOrder.Default);
        return Rule(new AutoDebitSettings()).Decide(candidate, plan, account, methods, _ => [], new HashSet<string>(), D, Now);
    }

    private static DebitRule Rule(AutoDebitSettings settings) => new(
        settings,
        new ChannelDirectory(
        [
            Channel("card") with
            {
                Window = new ChannelWindow { MaxDaysBeforeDue = 30 },
                Declines =
                [
                    new DeclineMeaning { Code = "limit_exceeded", Action = "wait 5 days" },
                    new DeclineMeaning { Code = "blocked", Action = "stop this installment" },
                ],
            },
            Channel("wechatpay") with { DemandsNotice = true, Window = new ChannelWindow { Zone = Shanghai.Zone } },
        ]),
        Shanghai);

    private static ChannelSettings Channel(string name) => new() { Name = name, BaseUrl = new Uri("https://pay.example"), Secret = "s" };
}
