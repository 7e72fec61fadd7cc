using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Debits;

/// <summary>Something is committed after a debit was decided, and before its attempt is opened.</summary>
public sealed class FactsTests
{
    [DatabaseTheory]
    [InlineData("customer hold", "onHold")]
    [InlineData("plan hold", "onHold")]
    [InlineData("payment", "nothingOwed")]
    [InlineData("revoked", "noMethod")]
    [InlineData("debits off", "debitsOff")]
    [InlineData("channel off", "channelOff")]
    [InlineData("autopay off", null)]
    [InlineData("paid", null)]
    public async Task What_forbids_a_debit_is_never_ignored(string change, string? reason)
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D);
        MeddleBeforeOpening(world, times: 1, () => Change(world, debt, change));

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(RunState.Completed, report.State);
        var expected = new Dictionary<string, long> { ["candidates"] = 1, ["moved"] = 1 };
        if (reason is not null)
        {
            expected[reason] = 1;
        }

        Assert.Equal(expected, report.Counts);
        Assert.Empty(world.Book.Attempts());
        Assert.Empty(await world.SandboxLedger.ReadAsync());
    }

    [DatabaseTheory]
    [InlineData("part payment", 237_30, "ok")]
    [InlineData("principal", 437_30, "ok")]
    [InlineData("other token", 337_30, "ok+slow:1")]
    [InlineData("other method", 337_30, "ok+slow:2")]
    [InlineData("overdue", 337_30, "ok")]
    [InlineData("due later", 337_30, null)]
    [InlineData("mandate", 337_30, "ok")]
    public async Task What_changes_a_debit_is_decided_on_anew_in_the_same_run(string change, long amount, string? token)
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D);
        MeddleBeforeOpening(world, times: 1, () => Change(world, debt, change));

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(1, report.Counts["moved"]);
        Assert.Equal(token is null ? [] : [(amount, token)], world.Book.Query<Sent>("select amount, token from debit_attempt").Select(sent => (sent.Amount, sent.Token)));
        Assert.Equal(token is null ? 0 : 1, report.Counts.GetValueOrDefault("debited"));
    }

    [DatabaseFact]
    public async Task What_was_paid_while_an_order_was_out_counts_when_its_answer_is_settled()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            Channel = channel => channel with { Window = channel.Window with { MaxAmount = new Dictionary<string, long> { ["CNY"] = 200_00 } } },
        });
        long debt = world.Book.Debt(D);
        world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                After = _ =>
                {
                    world.Book.Payment(debt, 137_30, D);
                    return Task.CompletedTask;
                },
            },
        });

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((1, 1), (report.Counts["debited"], report.Counts["nothingOwed"]));
        Assert.Equal("paid", world.Book.Status(debt));
        Assert.Contains("plan-closed", world.Book.Kinds());
    }

    [DatabaseFact]
    public async Task What_moves_again_and_again_is_left_to_the_next_time_and_keeps_nobody_waiting()
    {
        await using World world = await World.StartAsync();
        long restless = world.Book.Debt(D);
        long calm = world.Book.Debt(D);
        MeddleBeforeOpening(world, times: int.MaxValue, () => world.Book.Payment(restless, 1, D));

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((RunState.Completed, 4L, 1L), (report.State, report.Counts["moved"], report.Counts["debited"]));
        Assert.Empty(world.Book.Attempts(restless));
        Assert.Equal("paid", world.Book.Status(calm));

        Assert.Equal(1, (await world.NewWorker().RunAsync(JobList.AutoDebit)).Counts["debited"]);
        Assert.Equal(337_26, world.Book.Attempts(restless).Single().Amount);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Of_a_batch_only_what_moved_is_decided_on_anew()
    {
        await using World world = await World.StartAsync();
        long[] debts = [.. Enumerable.Range(0, 12).Select(_ => world.Book.Debt(D))];
        MeddleBeforeOpening(world, times: 1, () =>
        {
            foreach (long debt in debts.Where((_, index) => index % 3 == 0))
            {
                world.Book.Payment(debt, 337_30, D);
            }
        });

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((4, 4, 8), (report.Counts["moved"], report.Counts["nothingOwed"], report.Counts["debited"]));
        Assert.Equal(debts.Where((_, index) => index % 3 != 0), world.Book.Attempts().Select(attempt => attempt.InstallmentId).Order());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task The_method_that_is_tried_after_a_hard_decline_is_looked_at_too()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        world.Book.Method(customer, "closed", priority: 1);
        long second = world.Book.Method(customer, "ok", priority: 2);
        long third = world.Book.Method(customer, "ok", priority: 3);
        world.Book.Installment(world.Book.Plan(customer), D);
        int openings = 0;
        world.NewWorker(parts => parts with
        {
            AutoDebit = new InterceptedDebits(parts.AutoDebit)
            {
                BeforeOpening = () =>
                {
                    if (++openings == 2)
                    {
                        world.Book.Execute("update payment_method set status = 'revoked' where payment_method_id = @second", new { second });
                    }

                    return Task.CompletedTask;
                },
            },
        });

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((1, 1, 1), (report.Counts["declinedHard"], report.Counts["moved"], report.Counts["debited"]));
        Assert.Equal(third, world.Book.Attempts().Single(attempt => attempt.State == "succeeded").PaymentMethodId);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseTheory]
    [InlineData("revoked")]
    [InlineData("other token")]
    [InlineData("other method")]
    [InlineData("autopay off")]
    [InlineData("customer hold")]
    [InlineData("part payment")]
    [InlineData("debits off")]
    public async Task What_never_arrived_stays_lost_while_anything_speaks_against_it_and_is_asked_about_hourly(string change)
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout);
        long debt = world.Book.Debt(D, token: "timeout-lost");
        await world.RunAsync(JobList.AutoDebit);
        Change(world, debt, change);

        world.At(D, 9, 16);
        RunReport report = await world.RunAsync(JobList.Reconcile);

        Assert.Equal((1, 1, false), (report.Counts["asked"], report.Counts["inDoubt"], report.Counts.ContainsKey("sentAgain")));
        Assert.Equal("lost", Assert.Single(world.Book.Attempts()).State);
        world.At(D, 10);
        Assert.Equal(1, (await world.RunAsync(JobList.Reconcile)).Counts["asked"]);
        world.At(D, 10, 59);
        Assert.False((await world.RunAsync(JobList.Reconcile)).Counts.ContainsKey("asked"));
        world.At(D, 11);
        Assert.Equal(1, (await world.RunAsync(JobList.Reconcile)).Counts["asked"]);
        Assert.Empty(await world.SandboxLedger.ReadAsync());
        Assert.Single(world.Book.OpenDebits());
    }

    [DatabaseFact]
    public async Task What_never_arrived_is_not_sent_again_on_facts_that_moved_while_it_was_decided()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout);
        long debt = world.Book.Debt(D, token: "timeout-lost");
        await world.RunAsync(JobList.AutoDebit);
        var channels = default(FaultyChannels);
        world.NewWorker(parts => parts with { Channels = channels = new FaultyChannels(parts.Channels) });
        channels!.BeforeAsking = _ => world.Book.Payment(debt, 337_30, D);

        world.At(D, 9, 16);
        RunReport report = await world.NewWorker(parts => parts with { Channels = channels }).RunAsync(JobList.Reconcile);

        Assert.False(report.Counts.ContainsKey("sentAgain"));
        Assert.Equal("lost", Assert.Single(world.Book.Attempts()).State);
        Assert.Empty(await world.SandboxLedger.ReadAsync());
    }

    [DatabaseFact]
    public async Task What_is_not_found_when_its_channel_may_have_forgotten_it_is_an_alarm_and_not_sent_again()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout with { Channel = channel => channel with { Resend = TimeSpan.FromHours(2) } });
        world.Book.Debt(D, token: "timeout-lost");
        await world.RunAsync(JobList.AutoDebit);
        world.Book.Switch("debits", isOff: true);
        world.At(D, 10);
        Assert.Empty((await world.RunAsync(JobList.Reconcile)).Errors);
        world.Book.Switch("debits", isOff: false);

        world.At(D, 11);
        RunReport late = await world.RunAsync(JobList.Reconcile);

        Assert.Equal("not-found-too-late", Assert.Single(late.Errors).Code);
        Assert.Equal((1, false), (late.Counts["inDoubt"], late.Counts.ContainsKey("sentAgain")));
        Assert.Empty(await world.SandboxLedger.ReadAsync());
    }

    [DatabaseFact]
    public async Task A_success_that_is_told_of_a_lost_order_is_booked_with_an_alarm()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout);
        long debt = world.Book.Debt(D, token: "timeout-lost");
        await world.RunAsync(JobList.AutoDebit);
        world.Book.Payment(debt, 337_30, D);
        world.At(D, 9, 16);
        await world.RunAsync(JobList.Reconcile);
        Assert.Equal("lost", Assert.Single(world.Book.Attempts()).State);

        world.At(D, 12);
        RunReport late = await world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels) { InsteadOfAsking = _ => new ChannelAnswer(ChannelOutcome.Succeeded) },
        }).RunAsync(JobList.Reconcile);

        Assert.Equal(["late-success"], late.Errors.Select(error => error.Code));
        Assert.Equal([337_30, 337_30], world.Book.Payments().Select(payment => payment.Amount));
        Assert.Equal(D, world.Book.Payments()[^1].EffectiveOn);
        Assert.Empty(world.Book.OpenDebits());
    }

    [DatabaseTheory]
    [InlineData(337_30L, "USD")]
    [InlineData(60_00L, "CNY")]
    [InlineData(60_00L, null)]
    [InlineData(null, "USD")]
    public async Task An_answer_that_tells_another_amount_settles_nothing_whether_to_a_debit_or_to_a_question(long? amount, string? currency)
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D);
        var told = new ChannelAnswer(ChannelOutcome.Succeeded) { EchoedAmount = amount, ToldCurrency = currency };
        world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels) { Before = _ => Task.FromResult<ChannelAnswer?>(told), InsteadOfAsking = _ => told },
        });

        RunReport debited = await world.RunAsync(JobList.AutoDebit);
        world.At(D, 10);
        RunReport asked = await world.RunAsync(JobList.Reconcile);

        Assert.All([debited, asked], report => Assert.Equal("amount-differs", Assert.Single(report.Errors).Code));
        Assert.All([debited, asked], report => Assert.Equal(1, report.Counts["inDoubt"]));
        Assert.Empty(world.Book.Payments());
        Assert.Equal("unknown", Assert.Single(world.Book.Attempts(debt)).State);
        Assert.Single(world.Book.OpenDebits());
    }

    [DatabaseFact]
    public async Task Answers_are_written_though_nothing_can_be_read_after_sending()
    {
        // A clock that stands still: what was checked before opening stays fresh, and nothing has to be read before sending.
        await using World world = await World.StartAsync(new WorldSettings { FakesMachineClock = true });
        long debt = world.Book.Debt(D);
        world.NewWorker(parts => parts with
        {
            AutoDebit = new InterceptedDebits(parts.AutoDebit)
            {
                BeforeLooking = () => throw new InvalidOperationException("The database is gone."),
            },
        });

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((RunState.Completed, 1L), (report.State, report.Counts["debited"]));
        Assert.Equal("succeeded", Assert.Single(world.Book.Attempts(debt)).State);
        Assert.Equal("paid", world.Book.Status(debt));
        Assert.Empty(world.Book.OpenDebits());
    }

    private static void MeddleBeforeOpening(World world, int times, Action meddle)
    {
        int left = times;
        world.NewWorker(parts => parts with
        {
            AutoDebit = new InterceptedDebits(parts.AutoDebit)
            {
                BeforeOpening = () =>
                {
                    if (left-- > 0)
                    {
                        meddle();
                    }

                    return Task.CompletedTask;
                },
            },
        });
    }

    private static void Change(World world, long debt, string change)
    {
        Customer customer = new(world.Book.Query<long>("select customer_id from customer").Single(), "");
        Plan plan = new(world.Book.Query<long>("select plan_id from installment_plan").Single(), "", customer);
        Action act = change switch
        {
            "customer hold" => () => world.Book.Hold(customer, until: D),
            "plan hold" => () => world.Book.Hold(plan),
            "payment" => () => world.Book.Payment(debt, 337_30, D),
            "part payment" => () => world.Book.Payment(debt, 100_00, D),
            "revoked" => () => world.Book.Execute("update payment_method set status = 'revoked' where customer_id = @CustomerId", customer),
            "other token" => () => world.Book.Execute("update payment_method set token = 'ok+slow:1' where customer_id = @CustomerId", customer),
            "other method" => () => world.Book.Execute(
                "update installment_plan set payment_method_id = @method where plan_id = @PlanId", new { method = world.Book.Method(customer, "ok+slow:2"), plan.PlanId }),
            "autopay off" => () => world.Book.Execute("update installment_plan set autopay = 0 where plan_id = @PlanId", plan),
            "principal" => () => world.Book.Execute("update installment set principal = principal + 10000 where installment_id = @debt", new { debt }),
            "overdue" => () => world.Book.Execute("update installment set status = 'overdue' where installment_id = @debt", new { debt }),
            "paid" => () => world.Book.Execute("update installment set status = 'paid' where installment_id = @debt", new { debt }),
            "due later" => () => world.Book.Execute("update installment set rolled_due_on = @Later where installment_id = @debt", new { debt, Later = D.AddDays(1) }),
            "mandate" => () => world.Book.Execute("update payment_method set max_amount = 99000000 where customer_id = @CustomerId", customer),
            "debits off" => () => world.Book.Switch("debits", isOff: true),
            "channel off" => () => world.Book.Switch("channel:sandbox", isOff: true),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
        };
        act();
    }

    private sealed class Sent
    {
        public long Amount { get; init; }

        public string Token { get; init; } = "";
    }
}
