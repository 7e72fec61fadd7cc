using Worker.Simulation.Execution;
using Worker.Simulation.Generation;
using Worker.Testing.Databases;

namespace Worker.Simulation;

/// <summary>The oracle is awake: a world that somebody breaks by hand is told from one that nobody broke, by name.</summary>
public sealed class OracleTests
{
    private static readonly DateOnly First = new(2026, 11, 16);

    /// <summary>P1 pays its first part, fails its second for days; P2 is paid by hand; P3 is debited on the last day.</summary>
    private static readonly Story Quiet = new(
        0,
        First,
        6,
        "Asia/Shanghai",
        new StoryRules
        {
            FeePolicies = [new StoryFeePolicy("default", DateOnly.MinValue, 1, 500, 0.001m, 1m, 4m, AccruesFromGraceEnd: false)],
            Channels =
            [
                new StoryChannel("sandbox", null, null, "Asia/Shanghai", 0, null, Parts: false, [], StoryNotice.Nobody, 10),
                new StoryChannel("card", null, null, "Asia/Shanghai", 0, null, Parts: false, [], StoryNotice.Nobody, 10),
            ],
        },
        [
            new StoryCustomer(
                "C1",
                "en",
                "Asia/Shanghai",
                [new StoryMethod("M1", "sandbox", "ok", 1), new StoryMethod("M2", "sandbox", "nsf", 2)],
                [
                    new StoryPlan("P1", "phone", "CNY", true, "M1", [new StoryInstallment(1, First, 30_000, 3_730), new StoryInstallment(2, First.AddDays(30), 30_000, 3_730)]),
                    new StoryPlan("P2", "phone", "CNY", true, "M2", [new StoryInstallment(1, First.AddDays(-3), 20_000, 1_000)]),
                    new StoryPlan("P3", "phone", "CNY", true, "M1", [new StoryInstallment(1, First.AddDays(4), 10_000, 0)]),
                ]),
        ],
        [],
        []);

    [Fact]
    public async Task Finds_nothing_wrong_where_nothing_is()
    {
        Outcome outcome = await StoryPlayer.PlayAsync(Quiet);

        Assert.Empty(outcome.Findings);
        Assert.Equal(6, outcome.Debits);
    }

    [Theory]
    [InlineData(
        "a late fee entered by hand",
        """
        insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
        select 'fee:by-hand', plan_id, installment_id, 'late_fee', 7, 'CNY', '2026-11-16', '2026-11-16T01:00:00.000Z', 'nobody'
        from installment where plan_id = (select plan_id from installment_plan where plan_ref = 'P2')
        """,
        "P2-1: late_fee fee:by-hand over 7")]
    [InlineData(
        "a late fee changed by hand",
        """
        drop trigger ledger_entry_is_never_changed;
        update ledger_entry set amount = amount + 1 where kind = 'late_fee'
        """,
        "is gone or was changed")]
    [InlineData(
        "a late fee deleted by hand",
        """
        drop trigger ledger_entry_is_never_deleted;
        delete from ledger_entry where kind = 'late_fee'
        """,
        "is gone or was changed")]
    [InlineData(
        "a second payment of the same debit",
        """
        insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor)
        select entry_key || '-again', plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor
        from ledger_entry where kind = 'payment'
        """,
        "P1-1: payment debit:")]
    [InlineData("a receipt deleted", "delete from message where kind = 'receipt'", "message receipt:P1-1:")]
    [InlineData(
        "a notice written twice",
        """
        insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, next_try_at, tries)
        select message_key || '-again', kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, 'sent', null, 1
        from message where kind = 'receipt'
        """,
        "ought not to be there")]
    [InlineData("a message sent again", "update message set state = 'waiting', next_try_at = created_at where kind = 'receipt'", "message receipt:P1-1:")]
    [InlineData(
        "a status flipped",
        "update installment set status = 'due' where plan_id = (select plan_id from installment_plan where plan_ref = 'P1') and number = 1",
        "P1-1: is overdue since 2026-11-17, and ought to be paid")]
    [InlineData(
        "a debt forgotten",
        "update installment set status = 'paid' where plan_id = (select plan_id from installment_plan where plan_ref = 'P3')",
        "P3-1: is paid, and ought to be due")]
    [InlineData("a method suspended by hand", "update payment_method set status = 'suspended' where method_ref = 'M1'", "method M1 is suspended")]
    [InlineData("an attempt turned into a success", "update debit_attempt set state = 'succeeded' where state = 'declined'", "P2-1: order ")]
    [InlineData("an attempt deleted", "delete from debit_attempt where state = 'declined'", " is gone")]
    [InlineData("an amount changed in the book", "update installment set principal = principal + 100 where plan_id = (select plan_id from installment_plan where plan_ref = 'P3')", "P3-1: ")]
    public async Task Notices(string what, string sql, string said)
    {
        Outcome outcome = await StoryPlayer.PlayAsync(Quiet, (world, day) => day == 4 ? world.Database.ExecuteAsync(sql) : Task.CompletedTask);

        Assert.True(outcome.Findings.Any(finding => finding.Contains(said, StringComparison.Ordinal)), $"{what}: {string.Join("; ", outcome.Findings)}");
    }

    [Fact]
    public async Task Notices_a_debit_under_hold()
    {
        Story held = Quiet with { Events = [new Hold(1, 12, IsPlan: true, "P3", null)] };

        Assert.Empty((await StoryPlayer.PlayAsync(held)).Findings);
        Outcome outcome = await StoryPlayer.PlayAsync(
            held, (world, day) => day == 4 ? world.Database.ExecuteAsync("delete from account_hold") : Task.CompletedTask);

        Assert.Contains("P3-1: debited on 2026-11-20 09:00 although it is on hold", outcome.Findings);
    }

    [Fact]
    public async Task Notices_a_debit_while_debits_are_off()
    {
        Story off = Quiet with { Events = [new Switch(1, 12, null, On: false)] };

        Outcome outcome = await StoryPlayer.PlayAsync(
            off, (world, day) => day == 4 ? world.Database.ExecuteAsync("delete from debit_switch") : Task.CompletedTask);

        Assert.Contains("P3-1: debited on 2026-11-20 09:00 although all debits are switched off", outcome.Findings);
    }

    [Fact]
    public async Task Notices_a_debit_that_was_left_out()
    {
        Outcome outcome = await StoryPlayer.PlayAsync(
            Quiet,
            (world, day) => day == 4 ? world.Database.ExecuteAsync("update installment_plan set autopay = 0 where plan_ref = 'P3'") : Task.CompletedTask);

        Assert.Contains("P3-1: 10000 not debited of M1 on 2026-11-20 09:00, and nothing speaks against it", outcome.Findings);
    }

    [Fact]
    public async Task Notices_a_question_that_is_not_asked()
    {
        Story doubtful = Quiet with { Events = [new GatewayFault(0, "P1-1", GatewayFaultKind.AnswerLost), new GatewayFault(0, "P1-1", GatewayFaultKind.DeafToQuestions)] };

        Assert.Empty((await StoryPlayer.PlayAsync(doubtful)).Findings);
        Outcome outcome = await StoryPlayer.PlayAsync(
            doubtful, (world, day) => day == 1 ? world.Database.ExecuteAsync("update open_debit set next_ask_at = '2027-01-01T00:00:00.000Z'") : Task.CompletedTask);

        Assert.NotEmpty(outcome.Findings);
    }

    [Theory]
    [InlineData(
        "an answer that told another amount, taken for a success",
        "told amounts",
        1,
        "update debit_attempt set state = 'succeeded' where state = 'unknown'; delete from open_debit",
        "is succeeded, and nobody made it so")]
    [InlineData("a notice taken back", "notices by customer", 4, "delete from debit_notice", "P3-1: 10000 not debited of M1 on 2026-11-20 09:00")]
    [InlineData("a notice raised", "notices by customer", 4, "update debit_notice set amount = amount + 1", "and nobody made it so")]
    [InlineData(
        "a notice that its channel never accepted",
        "notices by channel",
        4,
        "update debit_notice set state = 'accepted', answered_at = '2026-11-19T00:30:00.000Z'",
        "is accepted, and nobody made it so")]
    [InlineData(
        "a hold that came between reading and opening, ignored",
        "hold before opening",
        0,
        "create trigger forgotten after insert on account_hold begin delete from account_hold; end",
        "P3-1: debited on 2026-11-16 09:00 although it is on hold")]
    [InlineData(
        "a hold that came between opening and sending, ignored",
        "hold before sending",
        0,
        "create trigger forgotten after insert on account_hold begin delete from account_hold; end",
        "went out a second after")]
    [InlineData(
        "a series that broke off",
        "parts",
        0,
        """
        create trigger broken after update of state on debit_attempt when new.state = 'succeeded' and new.rest_amount > 0
        begin update installment_plan set autopay = 0; end
        """,
        "P1-1: 10000 not debited of M1 on 2026-11-16 09:00")]
    [InlineData(
        "a part that its receipt does not tell",
        "parts",
        0,
        "create trigger apart before update of facts on message begin select raise(ignore); end",
        "P1-1: receipts tell of 10000, and 33730 were debited")]
    [InlineData(
        "a receipt for each part",
        "parts",
        0,
        "create trigger apart before update of state on message when new.state = old.state begin select raise(ignore); end",
        "ought not to be there")]
    public async Task Notices_what_breaks_the_rules_of(string what, string rule, int onDay, string sql, string said)
    {
        Story story = StoryOf(rule);
        Assert.Empty((await StoryPlayer.PlayAsync(story)).Findings);

        Outcome outcome = await StoryPlayer.PlayAsync(story, (world, day) => day == onDay ? world.Database.ExecuteAsync(sql) : Task.CompletedTask);

        Assert.True(outcome.Findings.Any(finding => finding.Contains(said, StringComparison.Ordinal)), $"{what}: {string.Join("; ", outcome.Findings)}");
    }

    private static Story StoryOf(string rule) => rule switch
    {
        "told amounts" => WithToken("partial:60"),
        "notices by customer" => WithSandbox(channel => channel with { Notice = StoryNotice.Customer }),
        "notices by channel" => WithSandbox(channel => channel with { Notice = StoryNotice.Channel }) with { Events = [new NoticeFault(2, IsTaken: false), new NoticeFault(3, IsTaken: false)] },
        "hold before opening" => TwoAtOnce(call: 10, isOrder: false),
        "hold before sending" => TwoAtOnce(call: 1, isOrder: true),
        "parts" => WithSandbox(channel => channel with { MaximumAmount = 10_000, Parts = true }),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };

    private static Story WithSandbox(Func<StoryChannel, StoryChannel> change) =>
        Quiet with { Rules = Quiet.Rules with { Channels = [change(Quiet.Rules.Channels[0]), Quiet.Rules.Channels[1]] } };

    private static Story WithToken(string token) => Quiet with
    {
        Customers = [Quiet.Customers[0] with { Methods = [Quiet.Customers[0].Methods[0] with { Token = token }, Quiet.Customers[0].Methods[1]] }],
    };

    /// <summary>P1 and P3 are due on the first day, and P3 is put on hold while both are debited.</summary>
    private static Story TwoAtOnce(int call, bool isOrder)
    {
        StoryPlan[] plans = [Quiet.Customers[0].Plans[0], Quiet.Customers[0].Plans[2] with { Installments = [new StoryInstallment(1, First, 10_000, 0)] }];
        return Quiet with
        {
            Customers = [Quiet.Customers[0] with { Plans = plans }],
            Events = [new Meanwhile(0, new TimeOnly(9, 0), call, isOrder, new Hold(0, 0, IsPlan: true, "P3", null))],
        };
    }

    [Fact]
    public async Task Wants_every_installment_without_a_method_left_to_be_told_of()
    {
        Story dead = Quiet with
        {
            Days = 1,
            Customers =
            [
                Quiet.Customers[0] with
                {
                    Methods = [new StoryMethod("M1", "sandbox", "closed", 1), new StoryMethod("M2", "card", "revoked", 2)],
                    Plans =
                    [
                        new StoryPlan("P1", "phone", "CNY", true, "M1", [new StoryInstallment(1, First, 30_000, 0)]),
                        new StoryPlan("P2", "phone", "CNY", true, "M2", [new StoryInstallment(1, First, 20_000, 0)]),
                    ],
                },
            ],
        };

        Assert.Empty((await StoryPlayer.PlayAsync(dead)).Findings);
    }
}
