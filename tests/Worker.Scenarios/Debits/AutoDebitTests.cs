using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Debits;

/// <summary>Auto-debit against the sandbox: what is sent, what is booked, what the customer is told.</summary>
public sealed class AutoDebitTests
{
    [DatabaseFact]
    public async Task A_due_installment_is_debited_booked_and_receipted()
    {
        await using World world = await World.StartAsync();
        Plan plan = world.Book.Plan(world.Book.Customer());
        world.Book.Method(plan.Customer);
        long first = world.Book.Installment(plan, D);
        long next = world.Book.Installment(plan, D.AddMonths(1));

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(RunState.Completed, report.State);
        Assert.Equal(1, report.Counts["debited"]);
        Assert.Equal(337_30, report.Amounts["CNY"]["debited"]);
        EntryRow payment = Assert.Single(world.Book.Payments());
        Assert.Equal((first, 337_30L, D), (payment.InstallmentId, payment.Amount, payment.EffectiveOn));
        Assert.Equal("paid", world.Book.Status(first));
        Assert.Equal("scheduled", world.Book.Status(next));
        Assert.Equal(["receipt"], world.Book.Kinds());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task The_last_installment_closes_the_plan()
    {
        await using World world = await World.StartAsync();
        Plan plan = world.Book.Plan(world.Book.Customer());
        world.Book.Method(plan.Customer);
        world.Book.Installment(plan, D.AddDays(-2));
        world.Book.Installment(plan, D);

        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(["receipt", "receipt", "plan-closed"], world.Book.Kinds());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_second_run_finds_nothing_and_says_so()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D);
        world.Book.Debt(D, token: "nsf");

        await world.RunAsync(JobList.AutoDebit);
        IReadOnlyList<AttemptRow> attempts = world.Book.Attempts();
        RunReport second = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(RunState.Completed, second.State);
        Assert.False(second.Counts.ContainsKey("debited"));
        Assert.Equal(new Dictionary<string, long> { ["candidates"] = 1, ["notToday"] = 1 }, second.Counts);
        Assert.Equal(attempts.Select(attempt => attempt.OrderNo), world.Book.Attempts().Select(attempt => attempt.OrderNo));
        Assert.Equal(["receipt", "plan-closed"], world.Book.Kinds());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_soft_decline_is_tried_again_four_hours_later_and_told_once_after_the_last_try_of_the_day()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, token: "nsf");

        RunReport morning = await world.RunAsync(JobList.AutoDebit);
        Assert.Equal(1, morning.Counts["declinedSoft"]);
        Assert.Empty(world.Book.Kinds());

        world.At(D, 12, 59);
        Assert.Equal(1, (await world.RunAsync(JobList.AutoDebit)).Counts["notToday"]);
        world.At(D, 14);
        Assert.Equal(1, (await world.RunAsync(JobList.AutoDebit)).Counts["declinedSoft"]);
        Assert.Equal(["debit-failed"], world.Book.Kinds(debt));

        world.At(D, 19);
        Assert.Equal(1, (await world.RunAsync(JobList.AutoDebit)).Counts["notToday"]);
        Assert.Equal(2, world.Book.Attempts(debt).Count);
        Assert.Equal(["debit-failed"], world.Book.Kinds(debt));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Declines_follow_the_schedule_until_the_last_day_and_then_stop()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, token: "nsf");

        for (int day = 0; day <= 33; day++)
        {
            foreach (int hour in new[] { 9, 14, 19 })
            {
                world.At(D.AddDays(day), hour);
                await world.RunAsync(JobList.AutoDebit);
            }
        }

        Assert.Equal(
            [0, 0, 1, 1, 3, 3, 5, 5, 10, 10, 15, 15, 20, 20, 30, 30],
            world.Book.Attempts(debt).Select(attempt => attempt.BusinessDate.DayNumber - D.DayNumber));
        Assert.Equal(8, world.Book.Kinds(debt).Count(kind => kind == "debit-failed"));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Money_that_comes_in_on_payday_is_debited_on_the_next_scheduled_day()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, token: "nsf-until:2026-11-24");

        for (int day = 0; day <= 5; day++)
        {
            world.At(D.AddDays(day), 9);
            await world.RunAsync(JobList.AutoDebit);
        }

        Assert.Equal(D.AddDays(3), Assert.Single(world.Book.Payments()).EffectiveOn);
        Assert.Equal("paid", world.Book.Status(debt));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_hard_decline_suspends_the_method_tells_once_and_tries_the_next_at_once()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long closed = world.Book.Method(customer, "closed", priority: 1);
        long good = world.Book.Method(customer, "ok", priority: 2);
        long debt = world.Book.Installment(world.Book.Plan(customer), D);

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(1, report.Counts["declinedHard"]);
        Assert.Equal(1, report.Counts["debited"]);
        Assert.Equal(1, report.Counts["candidates"]);
        Assert.Equal("suspended", world.Book.MethodStatus(closed));
        Assert.Equal("active", world.Book.MethodStatus(good));
        Assert.Equal([closed, good], world.Book.Attempts(debt).Select(attempt => attempt.PaymentMethodId).Order());
        Assert.Equal(["method-suspended", "plan-closed", "receipt"], world.Book.Kinds().Order());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task When_every_method_is_declined_for_good_the_customer_is_told_what_to_do()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        world.Book.Method(customer, "closed", priority: 1);
        world.Book.Method(customer, "revoked", priority: 2);
        world.Book.Method(customer, "ok", priority: 3, status: "revoked");
        long debt = world.Book.Installment(world.Book.Plan(customer), D);

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(2, report.Counts["declinedHard"]);
        Assert.Equal(["debit-failed", "method-suspended", "method-suspended"], world.Book.Kinds(debt).Order());

        world.At(D, 14);
        Assert.Equal(1, (await world.RunAsync(JobList.AutoDebit)).Counts["noMethod"]);
        Assert.Equal(2, world.Book.Attempts().Count);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Two_plans_that_share_a_dead_method_are_told_once_and_both_fall_back()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        world.Book.Method(customer, "closed", priority: 1);
        long good = world.Book.Method(customer, "ok", priority: 2);
        long one = world.Book.Installment(world.Book.Plan(customer), D);
        long two = world.Book.Installment(world.Book.Plan(customer), D, principal: 50_00, interest: 0);

        await world.RunAsync(JobList.AutoDebit);

        Assert.Single(world.Book.Kinds(), "method-suspended");
        Assert.Equal(("paid", "paid"), (world.Book.Status(one), world.Book.Status(two)));
        Assert.Equal(2, world.Book.Attempts().Count(attempt => attempt.PaymentMethodId == good));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Two_plans_whose_methods_die_in_the_same_run_are_both_told_what_to_do()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long closed = world.Book.Method(customer, "closed", priority: 1);
        long revoked = world.Book.Method(customer, "revoked", priority: 2);
        long one = world.Book.Installment(world.Book.Plan(customer, methodId: closed), D);
        long two = world.Book.Installment(world.Book.Plan(customer, methodId: revoked), D);

        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(2, world.Book.Attempts().Count);
        Assert.Equal(["debit-failed", "method-suspended"], world.Book.Kinds(one).Order());
        Assert.Equal(["debit-failed", "method-suspended"], world.Book.Kinds(two).Order());
    }

    [DatabaseFact]
    public async Task Who_loses_the_next_method_to_another_plan_before_it_was_tried_is_told_what_to_do()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long closed = world.Book.Method(customer, "closed", priority: 1);
        long revoked = world.Book.Method(customer, "revoked", priority: 2);
        long last = world.Book.Method(customer, "closed+slow:1", priority: 3);
        long one = world.Book.Installment(world.Book.Plan(customer, methodId: closed, fallback: true), D.AddDays(-1));
        long two = world.Book.Installment(world.Book.Plan(customer, methodId: revoked, fallback: true), D);

        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(
            [closed, last], world.Book.Attempts(one).Where(attempt => attempt.State == "declined").Select(attempt => attempt.PaymentMethodId).Order());
        Assert.Equal([revoked], world.Book.Attempts(two).Where(attempt => attempt.State == "declined").Select(attempt => attempt.PaymentMethodId));
        Assert.Equal(["debit-failed", "method-suspended", "method-suspended"], world.Book.Kinds(one).Order());
        Assert.Equal(["debit-failed", "method-suspended"], world.Book.Kinds(two).Order());
    }

    [DatabaseFact]
    public async Task Who_is_not_tried_on_the_next_method_for_want_of_a_debt_and_loses_it_to_another_installment_is_told_too()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        world.Book.Method(customer, "closed", priority: 1);
        world.Book.Method(customer, "revoked", priority: 2);
        Plan plan = world.Book.Plan(customer);
        long older = world.Book.Installment(plan, D.AddDays(-1));
        long newer = world.Book.Installment(plan, D);
        int orders = 0;
        world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                After = _ =>
                {
                    if (++orders == 1)
                    {
                        world.Book.Payment(older, 337_30, D.AddDays(-1));
                    }

                    return Task.CompletedTask;
                },
            },
        });

        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(["debit-failed", "method-suspended"], world.Book.Kinds(older).Order());
        Assert.Equal(["debit-failed", "method-suspended"], world.Book.Kinds(newer).Order());
    }

    [DatabaseFact]
    public async Task The_designated_method_comes_before_the_customers_first()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long first = world.Book.Method(customer, priority: 1);
        long designated = world.Book.Method(customer, priority: 2);
        long suspended = world.Book.Method(customer, priority: 3, status: "suspended");
        long byPriority = world.Book.Installment(world.Book.Plan(customer), D);
        long byDesignation = world.Book.Installment(world.Book.Plan(customer, methodId: designated), D);
        long byStandIn = world.Book.Installment(world.Book.Plan(customer, methodId: suspended, fallback: true), D);

        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(first, Assert.Single(world.Book.Attempts(byPriority)).PaymentMethodId);
        Assert.Equal(designated, Assert.Single(world.Book.Attempts(byDesignation)).PaymentMethodId);
        Assert.Equal(first, Assert.Single(world.Book.Attempts(byStandIn)).PaymentMethodId);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_budget_holds_for_all_installments_of_a_method_together()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            Channel = channel => channel with { Budgets = [new AttemptBudget(2, TimeSpan.FromHours(24))] },
        });
        Customer customer = world.Book.Customer();
        world.Book.Method(customer);
        for (int plan = 0; plan < 3; plan++)
        {
            world.Book.Installment(world.Book.Plan(customer), D);
        }

        RunReport report = await world.RunAsync(JobList.AutoDebit);
        Assert.Equal((2, 1), (report.Counts["debited"], report.Counts["budgetExhausted"]));

        world.At(D, 19);
        Assert.Equal(1, (await world.RunAsync(JobList.AutoDebit)).Counts["budgetExhausted"]);
        world.At(D.AddDays(1), 9);
        Assert.Equal(1, (await world.RunAsync(JobList.AutoDebit)).Counts["debited"]);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task What_its_methods_budget_kept_back_is_tried_on_the_next_method_at_once_when_that_method_is_declined_for_good()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            Channel = channel => channel.Name == "sandbox" ? channel with { Budgets = [new AttemptBudget(2, TimeSpan.FromHours(24))] } : channel,
        });
        Customer customer = world.Book.Customer();
        world.Book.Method(customer, "closed", priority: 1);
        world.Book.Method(customer, "ok", channel: "card", priority: 2);
        long[] debts = [.. Enumerable.Range(0, 3).Select(_ => world.Book.Installment(world.Book.Plan(customer), D))];

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((1, 3), (report.Counts["declinedHard"], report.Counts["debited"]));
        Assert.All(debts, debt => Assert.Equal("paid", world.Book.Status(debt)));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Outside_the_channels_hours_a_debit_is_deferred_and_not_failed()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            Channel = channel => channel with
            {
                Window = new ChannelWindow { OpensAt = new TimeOnly(10, 0), ClosesAt = new TimeOnly(22, 0), Zone = World.Zone.Zone },
            },
        });
        long debt = world.Book.Debt(D);

        RunReport early = await world.RunAsync(JobList.AutoDebit);
        Assert.Equal(1, early.Counts["outsideHours"]);
        Assert.Empty(world.Book.Attempts());
        Assert.Empty(world.Book.Kinds());

        world.At(D, 14);
        await world.RunAsync(JobList.AutoDebit);
        Assert.Equal("paid", world.Book.Status(debt));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task An_amount_over_the_channels_maximum_is_left_alone_where_it_is_not_debited_in_parts()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            Channel = channel => channel with
            {
                Parts = false,
                Window = new ChannelWindow { MaxAmount = new Dictionary<string, long> { ["CNY"] = 337_29 } },
            },
        });
        world.Book.Debt(D);
        long exact = world.Book.Debt(D, principal: 337_29, interest: 0);

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((1, 1), (report.Counts["overMaximum"], report.Counts["debited"]));
        Assert.Equal("paid", world.Book.Status(exact));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task What_is_on_hold_is_not_debited_until_the_hold_ends()
    {
        await using World world = await World.StartAsync();
        Customer held = world.Book.Customer();
        world.Book.Method(held);
        long ofCustomer = world.Book.Installment(world.Book.Plan(held), D);
        world.Book.Hold(held, until: D);
        Customer other = world.Book.Customer();
        world.Book.Method(other);
        Plan heldPlan = world.Book.Plan(other);
        long ofPlan = world.Book.Installment(heldPlan, D);
        world.Book.Hold(heldPlan);
        long free = world.Book.Installment(world.Book.Plan(other), D);

        Assert.Equal(2, (await world.RunAsync(JobList.AutoDebit)).Counts["onHold"]);
        Assert.Equal(free, Assert.Single(world.Book.Payments()).InstallmentId);

        world.At(D.AddDays(1), 9);
        Assert.Equal(1, (await world.RunAsync(JobList.AutoDebit)).Counts["onHold"]);
        Assert.Equal("paid", world.Book.Status(ofCustomer));
        Assert.NotEqual("paid", world.Book.Status(ofPlan));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Switches_stop_all_debits_or_those_of_a_channel()
    {
        await using World world = await World.StartAsync();
        long card = world.Book.Debt(D, channel: "card");
        long sandbox = world.Book.Debt(D);

        world.Book.Switch("debits", isOff: true);
        Assert.Equal(2, (await world.RunAsync(JobList.AutoDebit)).Counts["debitsOff"]);
        Assert.Empty(world.Book.Attempts());

        world.Book.Switch("debits", isOff: false);
        world.Book.Switch("channel:card", isOff: true);
        RunReport report = await world.RunAsync(JobList.AutoDebit);
        Assert.Equal((1, 1), (report.Counts["channelOff"], report.Counts["debited"]));
        Assert.Equal("paid", world.Book.Status(sandbox));

        world.Book.Switch("channel:card", isOff: false);
        await world.RunAsync(JobList.AutoDebit);
        Assert.Equal("paid", world.Book.Status(card));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_partial_prepayment_leaves_only_the_rest_to_debit()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D);
        world.Book.Payment(debt, 100_00, D.AddDays(-3));
        long whole = world.Book.Debt(D);
        world.Book.Payment(whole, 337_30, D.AddDays(-3));

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(237_30, Assert.Single(world.Book.Attempts()).Amount);
        Assert.Equal(1, report.Counts["nothingOwed"]);
        Assert.Equal("paid", world.Book.Status(debt));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_posted_late_fee_is_debited_with_the_installment()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D.AddDays(-4), principal: 1000_00, interest: 0);
        await world.RunAsync(JobList.MarkOverdue, D.AddDays(-1));
        await world.RunAsync(JobList.LateFees, D.AddDays(-1));
        long fee = Assert.Single(world.Book.Fees(debt)).Amount;

        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(1_50, fee);
        Assert.Equal(1001_50, Assert.Single(world.Book.Payments()).Amount);
        Assert.Equal("paid", world.Book.Status(debt));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_posted_late_fee_stays_out_where_the_settings_say_so()
    {
        await using World world = await World.StartAsync(new WorldSettings { AutoDebit = new() { IncludeLateFees = false } });
        long debt = world.Book.Debt(D.AddDays(-4), principal: 1000_00, interest: 0);
        await world.RunAsync(JobList.LateFees, D.AddDays(-1));

        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(1000_00, Assert.Single(world.Book.Payments()).Amount);
        Assert.NotEqual("paid", world.Book.Status(debt));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_debited_for_an_installment_without_an_amount_or_without_autopay(bool autopay)
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        world.Book.Method(customer);
        Plan plan = world.Book.Plan(customer, autopay: autopay);
        world.Book.Installment(plan, D, principal: autopay ? 0 : 100, interest: 0);

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(autopay ? 1 : 0, report.Counts.GetValueOrDefault("nothingOwed"));
        Assert.Empty(world.Book.Attempts());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task The_last_second_of_a_day_still_belongs_to_it()
    {
        await using World world = await World.StartAsync();
        long today = world.Book.Debt(D);
        long tomorrow = world.Book.Debt(D.AddDays(1));
        world.At(D, 23, 59, 59);

        await world.RunAsync(JobList.AutoDebit);
        Assert.Equal(("paid", "scheduled"), (world.Book.Status(today), world.Book.Status(tomorrow)));

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.RunAsync(JobList.AutoDebit);
        Assert.Equal(D.AddDays(1), world.Book.Payments()[^1].EffectiveOn);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_leap_day_is_a_day_like_any_other()
    {
        var leapDay = new DateOnly(2028, 2, 29);
        await using World world = await World.StartAsync();
        long due = world.Book.Debt(leapDay);
        long overdue = world.Book.Debt(leapDay.AddDays(-4), principal: 1000_00, interest: 0);

        world.At(leapDay, 0, 30);
        await world.RunAsync(JobList.MarkOverdue, leapDay.AddDays(-1));
        await world.RunAsync(JobList.LateFees, leapDay.AddDays(-1));
        world.At(leapDay, 9);
        await world.RunAsync(JobList.AutoDebit);

        Assert.All(world.Book.Payments(), payment => Assert.Equal(leapDay, payment.EffectiveOn));
        Assert.Equal([337_30, 1001_50], world.Book.Payments().Select(payment => payment.Amount).Order());
        Assert.Equal(("paid", "paid"), (world.Book.Status(due), world.Book.Status(overdue)));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Several_slices_and_batches_debit_everybody_once()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            AutoDebit = new() { BatchSize = 3 },
            Runs = new() { MaxParallelSlices = 3, SliceSize = 7 },
        });
        string[] tokens = ["ok", "nsf", "closed", "ok"];
        for (int customer = 0; customer < 40; customer++)
        {
            world.Book.Debt(D, tokens[customer % tokens.Length], principal: 100 + customer);
        }

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(
            new Dictionary<string, long> { ["candidates"] = 40, ["debited"] = 20, ["declinedSoft"] = 10, ["declinedHard"] = 10 },
            report.Counts);
        Assert.Equal(40, world.Book.Attempts().Count);
        Assert.Equal(world.Book.Payments().Sum(payment => payment.Amount), report.Amounts["CNY"]["debited"]);
        await world.AssertLedgersAgreeAsync();
    }
}
