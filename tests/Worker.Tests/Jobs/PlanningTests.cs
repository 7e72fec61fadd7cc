using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Jobs;

/// <summary>Which method is debited, under which mandate, how early, and what a decline leaves of the schedule.</summary>
public sealed class PlanningTests
{
    [DatabaseFact]
    public async Task No_other_method_stands_in_for_the_designated_one()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long revoked = world.Book.Method(customer, "ok", status: "revoked");
        world.Book.Method(customer, "ok", priority: 2);
        world.Book.Installment(world.Book.Plan(customer, methodId: revoked), D);

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(1, report.Counts["noMethod"]);
        Assert.Empty(world.Book.Attempts());
    }

    [DatabaseFact]
    public async Task After_a_hard_decline_of_the_designated_method_another_is_tried_at_once_where_the_plan_allows_it()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long closed = world.Book.Method(customer, "closed");
        long good = world.Book.Method(customer, "ok", priority: 2);
        long strict = world.Book.Installment(world.Book.Plan(customer, methodId: closed), D);
        long lenient = world.Book.Installment(world.Book.Plan(customer, methodId: closed, fallback: true), D);

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(1, report.Counts["debited"]);
        Assert.Equal([closed], world.Book.Attempts(strict).Select(attempt => attempt.PaymentMethodId));
        Assert.Equal([closed, good], world.Book.Attempts(lenient).Select(attempt => attempt.PaymentMethodId).Order());
        Assert.Equal(["debit-failed", "method-suspended", "plan-closed", "receipt"], world.Book.Kinds().Order());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_mandate_is_never_passed_nor_used_outside_its_days_and_what_is_over_is_listed()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long small = world.Book.Method(customer);
        world.Book.Mandate(small, maximum: 337_2900);
        long over = world.Book.Installment(world.Book.Plan(customer), D);
        Customer other = world.Book.Customer();
        world.Book.Mandate(world.Book.Method(other), until: D.AddDays(-1));
        world.Book.Installment(world.Book.Plan(other), D);

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((1, 1), (report.Counts["overMandate"], report.Counts["mandateNotValid"]));
        Assert.Empty(world.Book.Attempts());
        Assert.Equal([$"over-mandate|installment {over}"], world.Book.Rows("select code, subject from run_error"));

        world.Book.Mandate(small, maximum: 337_3000);
        Assert.Equal(1, (await world.RunAsync(JobList.AutoDebit)).Counts["debited"]);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_debit_before_the_due_date_is_made_once_after_its_notice_left_and_takes_nothing_from_the_schedule()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            AutoDebit = new AutoDebitSettings { LeadDays = 2 },
            Channel = channel => channel with { Window = channel.Window with { MaxDaysBeforeDue = 2 } },
        });
        long debt = world.Book.Debt(D, token: "nsf");

        world.At(D.AddDays(-2), 9);
        Assert.Equal(1, (await world.RunAsync(JobList.AutoDebit)).Counts["awaitingNotice"]);
        world.At(D.AddDays(-1), 8, 30);
        await world.RunAsync(JobList.Remind);
        await world.RunAsync(JobList.SendMail);
        for (int day = -1; day <= 1; day++)
        {
            foreach (int hour in new[] { 9, 14, 19 })
            {
                world.At(D.AddDays(day), hour);
                await world.RunAsync(JobList.AutoDebit);
            }
        }

        Assert.Equal([-1, 0, 0, 1, 1], world.Book.Attempts(debt).Select(attempt => attempt.BusinessDate.DayNumber - D.DayNumber));
        Assert.Equal(3, world.Book.Kinds(debt).Count(kind => kind == "debit-failed"));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Advice_suspends_the_method_for_every_plan_and_its_customer_is_told_once()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long method = world.Book.Method(customer, "advice:do_not_retry");
        world.Book.Installment(world.Book.Plan(customer), D);
        world.Book.Installment(world.Book.Plan(customer), D);

        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(["suspended|do_not_retry"], world.Book.Rows("select status, status_reason from payment_method"));
        Assert.Single(world.Book.Kinds(), "method-suspended");
        Assert.Equal(["do_not_retry"], world.Book.Rows("select advice_code from debit_attempt where state = 'declined'"));
        world.At(D.AddDays(1), 9);
        Assert.Equal(2, (await world.RunAsync(JobList.AutoDebit)).Counts["noMethod"]);
        Assert.Equal("suspended", world.Book.MethodStatus(method));
    }

    [DatabaseFact]
    public async Task Advice_to_wait_is_heeded_and_told_as_the_last_try_of_the_day()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, token: "advice:retry_after:3");

        for (int day = 0; day <= 3; day++)
        {
            foreach (int hour in new[] { 9, 14, 19 })
            {
                world.At(D.AddDays(day), hour);
                await world.RunAsync(JobList.AutoDebit);
            }
        }

        Assert.Equal([0, 3], world.Book.Attempts(debt).Select(attempt => attempt.BusinessDate.DayNumber - D.DayNumber));
        Assert.Equal(["debit-failed", "debit-failed"], world.Book.Kinds(debt));
    }

    [DatabaseFact]
    public async Task A_method_that_comes_after_the_last_day_is_debited_at_once_and_no_more_when_it_is_declined()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long debt = world.Book.Installment(world.Book.Plan(customer), D.AddDays(-60));
        Assert.Empty((await world.RunAsync(JobList.AutoDebit)).Counts);

        long method = world.Book.Method(customer, "nsf");
        world.Book.Execute("update payment_method set active_since = '2026-11-21T00:30:00.000Z' where payment_method_id = @method", new { method });
        foreach ((int day, int hour) in new[] { (0, 9), (0, 14), (0, 19), (1, 9), (1, 14) })
        {
            world.At(D.AddDays(day), hour);
            await world.RunAsync(JobList.AutoDebit);
        }

        Assert.Equal([0, 0], world.Book.Attempts(debt).Select(attempt => attempt.BusinessDate.DayNumber - D.DayNumber));
    }

    [DatabaseFact]
    public async Task A_channel_that_demands_notice_is_debited_after_it_accepted_one_and_its_retries_too()
    {
        await using World world = await World.StartAsync(Demanding(NoticeBy.Channel));
        long debt = world.Book.Debt(D, token: "nsf-until:2026-11-24");

        var asked = new List<int>();
        for (int day = -4; day <= 3; day++)
        {
            world.At(D.AddDays(day), 8, 30);
            if ((await world.RunAsync(JobList.Remind)).Counts.ContainsKey("noticesAccepted"))
            {
                asked.Add(day);
            }

            world.At(D.AddDays(day), 9);
            await world.RunAsync(JobList.AutoDebit);
        }

        // Two days ahead of the due date; that notice ends at 08:30 of the fifth day, before the schedule's next try at 09:00.
        Assert.Equal([-2, 3], asked);
        Assert.Equal([0, 1, 3], world.Book.Attempts(debt).Select(attempt => attempt.BusinessDate.DayNumber - D.DayNumber));
        Assert.Equal(
            ["accepted|33730|2026-11-20|2026-11-26", "accepted|33730|2026-11-25|2026-12-01"],
            world.Book.Rows("select state, amount, debit_from, debit_until from debit_notice order by debit_from"));
        Assert.Equal("paid", world.Book.Status(debt));
        Assert.Equal(3, world.Book.Rows("select notice_no from debit_attempt where notice_no = (select notice_no from debit_notice where debit_from = '2026-11-20')").Count);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Without_a_notice_nothing_is_debited_and_a_refused_one_is_listed()
    {
        await using World world = await World.StartAsync(Demanding(NoticeBy.Channel));
        long debt = world.Book.Debt(D.AddDays(2), token: "notice-refused");

        world.At(D, 8, 30);
        RunReport refused = await world.RunAsync(JobList.Remind);
        world.At(D.AddDays(2), 9);
        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((1, 1), (refused.Counts["noticesAsked"], refused.Counts["noticesRefused"]));
        Assert.Equal([$"notice-refused|installment {debt}"], world.Book.Rows("select code, subject from run_error"));
        Assert.Equal(1, report.Counts["awaitingNotice"]);
        Assert.Empty(world.Book.Attempts());
        world.At(D.AddDays(1), 8, 30);
        Assert.False((await world.RunAsync(JobList.Remind)).Counts.ContainsKey("noticesAsked"));
    }

    [DatabaseFact]
    public async Task A_notice_without_an_answer_is_sent_again_as_it_was_and_none_is_asked_for_beside_it()
    {
        await using World world = await World.StartAsync(Demanding(NoticeBy.Channel));
        world.Book.Debt(D.AddDays(2));
        WorkerProcess deaf = world.NewWorker(parts => parts with { Channels = new DeafChannels(parts.Channels) });

        world.At(D, 8, 30);
        RunReport unanswered = await deaf.RunAsync(JobList.Remind);
        Assert.Equal((1, 1), (unanswered.Counts["noticesAsked"], unanswered.Counts["noticesUnanswered"]));
        IReadOnlyList<string> before = world.Book.Rows("select notice_no, amount, debit_from, debit_until from debit_notice");
        world.At(D.AddDays(1), 8, 30);
        RunReport answered = await world.NewWorker().RunAsync(JobList.Remind);

        Assert.False(answered.Counts.ContainsKey("noticesAsked"));
        Assert.Equal(1, answered.Counts["noticesAccepted"]);
        Assert.Equal(before, world.Book.Rows("select notice_no, amount, debit_from, debit_until from debit_notice"));
    }

    [DatabaseFact]
    public async Task The_due_soon_message_that_left_is_the_notice_where_the_customer_is_told()
    {
        await using World world = await World.StartAsync(Demanding(NoticeBy.Customer));
        long sent = world.Book.Debt(D.AddDays(3), token: "nsf");
        world.At(D, 8, 30);
        await world.RunAsync(JobList.Remind);
        await world.RunAsync(JobList.SendMail);
        long waiting = world.Book.Debt(D.AddDays(3));

        for (int day = 1; day <= 8; day++)
        {
            world.At(D.AddDays(day), 8, 30);
            await world.RunAsync(JobList.Remind);
            if (day > 3)
            {
                await world.RunAsync(JobList.SendMail);
            }

            world.At(D.AddDays(day), 9);
            await world.RunAsync(JobList.AutoDebit);
        }

        // Its retries are announced as well; the other one's message was too old to leave, so that it was announced anew on the fifth day.
        Assert.Equal([3, 4, 6, 8], world.Book.Attempts(sent).Select(attempt => attempt.BusinessDate.DayNumber - D.DayNumber));
        Assert.Equal([6], world.Book.Attempts(waiting).Select(attempt => attempt.BusinessDate.DayNumber - D.DayNumber));
        Assert.Contains("debitOn\":\"2026-11-29", world.Book.Rows($"select facts from message where kind = 'due-soon' and installment_id = {sent} and business_date > '2026-11-24'").Single(), StringComparison.Ordinal);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Where_more_is_owed_than_was_announced_that_much_is_debited_and_the_rest_announced_anew()
    {
        await using World world = await World.StartAsync(Demanding(NoticeBy.Channel));
        long debt = world.Book.Debt(D.AddDays(2), principal: 300_00, interest: 0);
        world.At(D, 8, 30);
        await world.RunAsync(JobList.Remind);
        world.Book.Execute("update debit_notice set amount = 20000");

        world.At(D.AddDays(1), 8, 30);
        await world.RunAsync(JobList.Remind);
        foreach ((int day, int hour) in new[] { (2, 9), (2, 14), (3, 9) })
        {
            world.At(D.AddDays(day), hour);
            await world.RunAsync(JobList.AutoDebit);
        }

        Assert.Equal([200_00L, 100_00L], world.Book.Attempts(debt).Select(attempt => attempt.Amount));
        Assert.Equal("paid", world.Book.Status(debt));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_preview_of_remind_asks_no_channel_and_writes_nothing()
    {
        await using World world = await World.StartAsync(Demanding(NoticeBy.Channel));
        world.Book.Debt(D.AddDays(2));
        world.At(D, 8, 30);
        IReadOnlyList<string> before = world.Book.Dump();

        RunReport preview = await world.Worker.PreviewAsync(JobList.Remind);

        Assert.Equal(1, preview.Counts["noticesAsked"]);
        Assert.Equal(before, world.Book.Dump());
    }

    private static WorldSettings Demanding(NoticeBy by) => new()
    {
        Channel = channel => channel with { DemandsNotice = true, NoticeBy = by, Window = channel.Window with { Zone = World.Zone.Zone } },
    };

    /// <summary>Channels that hear no notice.</summary>
    private sealed class DeafChannels(IDebitChannels inner) : IDebitChannels
    {
        public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IDebitChannel? channel)
        {
            channel = inner.TryGet(name, out IDebitChannel? found) ? new Deaf(found) : null;
            return channel is not null;
        }

        private sealed class Deaf(IDebitChannel inner) : IDebitChannel
        {
            public string Name => inner.Name;

            public Task<ChannelAnswer> DebitAsync(DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken) =>
                inner.DebitAsync(order, withdrawn, cancellationToken);

            public Task<ChannelAnswer> QueryStatusAsync(string orderNumber, CancellationToken cancellationToken) => inner.QueryStatusAsync(orderNumber, cancellationToken);

            public Task<NoticeAnswer> NotifyAsync(DebitNotice notice, CancellationToken cancellationToken) =>
                Task.FromResult(new NoticeAnswer(NoticeOutcome.Unknown, "time-out"));
        }
    }
}
