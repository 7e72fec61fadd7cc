using Microsoft.Extensions.Logging;
using Worker.Data.Jobs;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Testing;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Debits;

/// <summary>Debits without an answer: never guessed, never sent blindly again, settled in the end.</summary>
public sealed class ReconcileTests
{
    [DatabaseFact]
    public async Task A_debit_whose_answer_was_lost_blocks_any_other_until_it_is_settled_as_of_its_own_day()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout);
        long debt = world.Book.Debt(D, token: "timeout-charged");

        RunReport report = await world.RunAsync(JobList.AutoDebit);
        Assert.Equal(1, report.Counts["inDoubt"]);
        Assert.Equal("unknown", Assert.Single(world.Book.Attempts(debt)).State);
        Assert.Empty(world.Book.Kinds());

        for (int day = 0; day <= 4; day++)
        {
            world.At(D.AddDays(day), 14);
            Assert.False((await world.RunAsync(JobList.AutoDebit)).Counts.ContainsKey("candidates"));
        }

        RunReport settled = await world.RunAsync(JobList.Reconcile);

        Assert.Equal((1, 1), (settled.Counts["asked"], settled.Counts["debited"]));
        EntryRow payment = Assert.Single(world.Book.Payments());
        Assert.Equal(D, payment.EffectiveOn);
        Assert.Equal("paid", world.Book.Status(debt));
        Assert.Equal(["receipt", "plan-closed"], world.Book.Kinds());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task The_channel_is_asked_after_one_five_and_fifteen_minutes_one_hour_and_then_hourly()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout with { Channel = channel => channel with { Finality = TimeSpan.FromDays(9) } });
        world.Book.Debt(D, token: "timeout-lost");
        await world.RunAsync(JobList.AutoDebit);
        DateTimeOffset sentAt = world.Clock.GetUtcNow();

        var asked = new List<double>();
        for (int second = 0; second <= 4 * 3600; second += 30)
        {
            world.Clock.MoveTo(sentAt.AddSeconds(second));
            if (world.Book.Query<long>(
                    "select count(*) from open_debit where next_ask_at <= @now",
                    new { now = world.Clock.GetUtcNow() }).Single() > 0)
            {
                Assert.Equal(1, (await world.RunAsync(JobList.Reconcile)).Counts["asked"]);
                asked.Add(second / 60.0);
            }
        }

        Assert.Equal([1, 5, 15, 60, 120, 180, 240], asked);
        Assert.Single(world.Book.OpenDebits());
    }

    [DatabaseFact]
    public async Task A_debit_that_never_arrived_is_sent_again_under_its_number_once_that_is_final()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout);
        long debt = world.Book.Debt(D, token: "timeout-lost");
        await world.RunAsync(JobList.AutoDebit);
        string order = Assert.Single(world.Book.Attempts()).OrderNo;

        world.At(D, 9, 6);
        RunReport early = await world.RunAsync(JobList.Reconcile);
        Assert.Equal((1, 1), (early.Counts["asked"], early.Counts["inDoubt"]));
        Assert.False(early.Counts.ContainsKey("sentAgain"));

        world.At(D, 9, 16);
        RunReport late = await world.RunAsync(JobList.Reconcile);

        Assert.Equal((1, 1), (late.Counts["sentAgain"], late.Counts["debited"]));
        AttemptRow attempt = Assert.Single(world.Book.Attempts());
        Assert.Equal((order, "succeeded", 337_30L), (attempt.OrderNo, attempt.State, attempt.Amount));
        Assert.Equal("paid", world.Book.Status(debt));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Nothing_is_sent_again_while_another_worker_may_be_about_to_send_it_for_the_first_time()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout with { FakesMachineClock = true });
        world.Book.Debt(D, token: "timeout-lost");
        await world.RunAsync(JobList.AutoDebit);
        world.At(D, 9, 16);
        var runs = new RunStore(world.Database);
        DateTimeOffset now = world.Clock.GetUtcNow();
        Run other = (await runs.OpenAsync(world.Request(JobList.AutoDebit), now, world.Machine.Now, CancellationToken.None)).Run;
        await runs.SaveSlicesAsync(other.RunId, [new KeyRange(0, 1_000)], new RunCounters(), now, CancellationToken.None);
        await runs.LeaseAsync(other.RunId, "other", world.Machine.Now, world.Machine.Now.AddSeconds(30), CancellationToken.None);

        RunReport during = await world.RunAsync(JobList.Reconcile);
        world.MachineTime.Advance(TimeSpan.FromSeconds(31));
        world.At(D, 10, 30);
        RunReport after = await world.RunAsync(JobList.Reconcile);

        Assert.Equal((0L, 1L), (during.Counts.GetValueOrDefault("sentAgain"), after.Counts.GetValueOrDefault("sentAgain")));
        Assert.Equal("succeeded", world.Book.Attempts().Single().State);
    }

    [DatabaseFact]
    public async Task Nothing_is_sent_again_while_the_account_is_on_hold_or_the_channel_off()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout);
        Customer customer = world.Book.Customer();
        world.Book.Method(customer, "timeout-lost");
        world.Book.Installment(world.Book.Plan(customer), D);
        await world.RunAsync(JobList.AutoDebit);
        world.Book.Switch("channel:sandbox", isOff: true);

        world.At(D, 10);
        Assert.Equal(1, (await world.RunAsync(JobList.Reconcile)).Counts["inDoubt"]);
        world.Book.Switch("channel:sandbox", isOff: false);
        world.Book.Hold(customer, until: D);
        world.At(D, 12);
        Assert.Equal(1, (await world.RunAsync(JobList.Reconcile)).Counts["inDoubt"]);
        Assert.Empty(world.Book.Payments());

        world.At(D.AddDays(1), 12);
        Assert.Equal(1, (await world.RunAsync(JobList.Reconcile)).Counts["debited"]);
        Assert.Equal(D, Assert.Single(world.Book.Payments()).EffectiveOn);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseTheory]
    [InlineData("pending:30", "succeeded", "receipt")]
    [InlineData("pending:30+closed", "declined", "method-suspended")]
    public async Task A_pending_debit_is_settled_as_the_gateway_decides(string token, string state, string message)
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, token);

        Assert.Equal(1, (await world.RunAsync(JobList.AutoDebit)).Counts["inDoubt"]);
        Assert.Equal("pending", Assert.Single(world.Book.Attempts(debt)).State);
        world.At(D, 9, 1);
        await world.RunAsync(JobList.Reconcile);

        Assert.Equal(state, Assert.Single(world.Book.Attempts(debt)).State);
        Assert.Contains(message, world.Book.Kinds());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_soft_decline_learnt_late_counts_for_its_own_day()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, token: "pending:30+nsf-until:2026-11-22");
        await world.RunAsync(JobList.AutoDebit);

        world.At(D.AddDays(1), 8);
        await world.RunAsync(JobList.Reconcile);
        Assert.Equal("declined", Assert.Single(world.Book.Attempts(debt)).State);
        Assert.Equal("debit-failed:" + debt + ":2026-11-21", Assert.Single(world.Book.Messages()).MessageKey);

        world.At(D.AddDays(1), 9);
        await world.RunAsync(JobList.AutoDebit);
        world.At(D.AddDays(1), 10);
        await world.RunAsync(JobList.Reconcile);
        Assert.Equal(D.AddDays(1), Assert.Single(world.Book.Payments()).EffectiveOn);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Two_doubts_whose_methods_die_at_the_same_time_are_both_told_what_to_do()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long closed = world.Book.Method(customer, "pending:30+closed", priority: 1);
        long revoked = world.Book.Method(customer, "pending:30+revoked", priority: 2);
        long one = world.Book.Installment(world.Book.Plan(customer, methodId: closed), D);
        long two = world.Book.Installment(world.Book.Plan(customer, methodId: revoked), D);
        await world.RunAsync(JobList.AutoDebit);

        world.At(D, 9, 1);
        RunReport report = await world.RunAsync(JobList.Reconcile);

        Assert.Equal(2, report.Counts["declinedHard"]);
        Assert.Equal(["debit-failed", "method-suspended"], world.Book.Kinds(one).Order());
        Assert.Equal(["debit-failed", "method-suspended"], world.Book.Kinds(two).Order());
    }

    [DatabaseFact]
    public async Task Two_doubts_about_one_method_that_end_in_a_hard_decline_are_told_once()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long method = world.Book.Method(customer, "pending:30+closed");
        world.Book.Installment(world.Book.Plan(customer), D);
        world.Book.Installment(world.Book.Plan(customer), D);
        await world.RunAsync(JobList.AutoDebit);

        world.At(D, 9, 1);
        Assert.Equal(2, (await world.RunAsync(JobList.Reconcile)).Counts["declinedHard"]);

        Assert.Equal("suspended", world.Book.MethodStatus(method));
        Assert.Single(world.Book.Kinds(), "method-suspended");
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Errors_before_and_after_the_debit_end_with_one_debit_each()
    {
        await using World world = await World.StartAsync(new WorldSettings { AutoDebit = new() { MaxErrorShare = 1.0 } });
        const int count = 30;
        for (int debt = 0; debt < count; debt++)
        {
            world.Book.Debt(D, token: "error:50", principal: 100 + debt);
        }

        RunReport report = await world.RunAsync(JobList.AutoDebit);
        Assert.Equal(count, report.Counts.GetValueOrDefault("debited") + report.Counts.GetValueOrDefault("inDoubt"));
        for (int hour = 10; hour < 24 && world.Book.OpenDebits().Count > 0; hour++)
        {
            world.At(D, hour);
            await world.RunAsync(JobList.Reconcile);
        }

        Assert.Equal(count, world.Book.Attempts().Count);
        Assert.Equal(count, world.Book.Payments().Select(payment => payment.InstallmentId).Distinct().Count());
        Assert.Equal(count, world.Book.Payments().Count);
        Assert.Equal(count, world.Book.Kinds().Count(kind => kind == "receipt"));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_request_that_is_wrong_is_an_operators_matter_and_blocks_nobody()
    {
        await using World world = await World.StartAsync();
        long wrong = world.Book.Debt(D, token: "no-such-rule");
        long right = world.Book.Debt(D);

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(RunState.Completed, report.State);
        Assert.Equal((1, 1, 1), (report.Counts["rejected"], report.Counts["debited"], report.Counts["errors"]));
        RunError error = Assert.Single(report.Errors);
        AttemptRow attempt = Assert.Single(world.Book.Attempts(wrong));
        Assert.Equal(("rejected", $"order {attempt.OrderNo}"), (error.Code, error.Subject));
        Assert.DoesNotContain("no-such-rule", error.Detail, StringComparison.Ordinal);
        Assert.Equal("rejected", attempt.State);
        Assert.Equal("paid", world.Book.Status(right));
        Assert.Empty(world.Book.Kinds(wrong));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_gateway_that_is_not_there_costs_no_attempt_and_the_occasion_is_tried_again_until_it_is()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            Channel = channel => channel.Name == "card" ? channel with { BaseUrl = new Uri("http://127.0.0.1:1") } : channel,
        });
        long debt = world.Book.Debt(D, channel: "card");

        RunReport report = await world.RunAsync(JobList.AutoDebit, occurrence: "09:00");

        Assert.Equal((RunState.SetAside, "nothing of what was to be sent reached its channel"), (report.State, report.StopReason));
        Assert.Equal(1, report.Counts["unreached"]);
        Assert.Equal("withdrawn", Assert.Single(world.Book.Attempts(debt)).State);
        Assert.Null(await new RunStore(world.Database).LastFinishedAsync(JobList.AutoDebit, TestContext.Current.CancellationToken));

        // What is reached makes the occurrence a finished one.
        long reached = world.Book.Debt(D);
        world.At(D, 10);
        RunReport again = await world.RunAsync(JobList.AutoDebit, occurrence: "09:00");
        Assert.Equal((RunOpening.Started, RunState.Completed), (again.Opening, again.State));
        Assert.Equal((1, 1), (again.Counts["unreached"], again.Counts["debited"]));
        Assert.Equal("paid", world.Book.Status(reached));
        Assert.Equal(RunOpening.AlreadyFinished, (await world.RunAsync(JobList.AutoDebit, occurrence: "09:00")).Opening);
        Assert.DoesNotContain("debit-failed", world.Book.Kinds());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_doubt_that_grows_old_is_a_warning_and_then_an_alarm_with_every_run()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout with { Channel = channel => channel with { Finality = TimeSpan.FromDays(9) } });
        world.Book.Debt(D, token: "timeout-lost");
        await world.RunAsync(JobList.AutoDebit);
        string order = world.Book.OpenDebits().Single();

        world.At(D, 9, 59, 59);
        Assert.Equal(["asked", "inDoubt"], (await world.RunAsync(JobList.Reconcile)).Counts.Keys.Order());
        Assert.Empty(world.DoubtLog.Lines);

        world.At(D, 10);
        Assert.Equal(1, (await world.RunAsync(JobList.Reconcile)).Counts["doubtWarnings"]);
        Assert.Equal(1, (await world.RunAsync(JobList.Reconcile)).Counts["doubtWarnings"]);
        Assert.Equal([LogLevel.Warning, LogLevel.Warning], world.DoubtLog.Lines.Select(line => line.Level));
        Assert.Contains($"1 debit(s) have been in doubt for 01:00:00 or longer; the oldest is order {order} on sandbox", world.DoubtLog.Lines[0].Text, StringComparison.Ordinal);

        world.At(D.AddDays(1), 9);
        Assert.Equal(1, (await world.Worker.PreviewAsync(JobList.Reconcile)).Counts["doubtAlarms"]);
        Assert.Equal(2, world.DoubtLog.Lines.Count);
        RunReport late = await world.RunAsync(JobList.Reconcile);
        Assert.Equal((1, false), (late.Counts["doubtAlarms"], late.Counts.ContainsKey("doubtWarnings")));
        Assert.Equal(LogLevel.Critical, world.DoubtLog.Lines[^1].Level);
        Assert.Contains(order, world.DoubtLog.Lines[^1].Text, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task A_second_reconciliation_at_once_asks_nobody()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout);
        world.Book.Debt(D, token: "timeout-lost");
        await world.RunAsync(JobList.AutoDebit);
        world.At(D, 9, 1);
        await world.RunAsync(JobList.Reconcile);

        Assert.Empty((await world.RunAsync(JobList.Reconcile)).Counts);
    }

    [DatabaseFact]
    public async Task A_code_that_no_table_knows_is_soft_and_counted()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D);
        world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                Before = _ => Task.FromResult<ChannelAnswer?>(new ChannelAnswer(ChannelOutcome.Declined, DeclineCode: "moon_phase")),
            },
        });

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal("unknown-decline-code", Assert.Single(report.Errors).Code);
        Assert.Equal("soft", Assert.Single(world.Book.Attempts(debt)).DeclineCategory);
        Assert.Empty(await world.SandboxLedger.ReadAsync());
    }
}
