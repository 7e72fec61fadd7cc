using Microsoft.Data.Sqlite;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Debits;

/// <summary>Something is committed in the middle of a batch: what is open and not sent is withdrawn, and never goes out.</summary>
public sealed class WithdrawalTests
{
    private static readonly TimeSpan UntilTheNextLook = TimeSpan.FromMilliseconds(250);

    private static readonly WorldSettings OneAtATime = new()
    {
        FakesMachineClock = true,
        Channel = channel => channel with { MaxInFlight = 1 },
    };

    [DatabaseTheory]
    [InlineData("debits off", "debitsOff")]
    [InlineData("channel off", "channelOff")]
    [InlineData("hold", "onHold")]
    [InlineData("revoked", "noMethod")]
    [InlineData("payment", "nothingOwed")]
    [InlineData("autopay off", null)]
    public async Task What_is_open_and_not_sent_is_withdrawn_within_the_next_look(string change, string? reason)
    {
        await using World world = await World.StartAsync(OneAtATime);
        long first = world.Book.Debt(D);
        long second = world.Book.Debt(D);
        var batch = new HeldBatch();
        Task<RunReport> working = world.NewWorker(batch.Into).RunAsync(JobList.AutoDebit);
        await batch.Reached;
        Assert.Equal(2, world.Book.OpenDebits().Count);

        Change(world, second, change);
        world.MachineTime.Advance(UntilTheNextLook);
        await batch.Withdrawn;

        // The first is out, and can't be called back; the second is free before the first has its answer.
        Assert.Equal(("unknown", "withdrawn"), (world.Book.Attempts(first).Single().State, world.Book.Attempts(second).Single().State));
        Assert.Equal([world.Book.Attempts(first).Single().OrderNo], world.Book.OpenDebits());
        batch.GoOn();
        RunReport report = await working;

        Assert.Equal((1, 1), (report.Counts["debited"], report.Counts["withdrawn"]));
        Assert.Equal(reason is null ? 0 : 1, report.Counts.GetValueOrDefault(reason ?? "none"));
        Assert.Equal([world.Book.Attempts(first).Single().OrderNo], batch.Sent);
        Assert.Single(world.Book.Attempts(second));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task What_was_withdrawn_is_decided_on_anew_and_is_no_attempt_for_schedule_or_budget()
    {
        await using World world = await World.StartAsync(OneAtATime with
        {
            Channel = channel => channel with { MaxInFlight = 1, Budgets = [new AttemptBudget(1, TimeSpan.FromHours(24))] },
        });
        world.Book.Debt(D);
        long second = world.Book.Debt(D);
        var batch = new HeldBatch();
        Task<RunReport> working = world.NewWorker(batch.Into).RunAsync(JobList.AutoDebit);
        await batch.Reached;

        world.Book.Payment(second, 100_00, D);
        world.MachineTime.Advance(UntilTheNextLook);
        await batch.Withdrawn;
        batch.GoOn();
        RunReport report = await working;

        Assert.Equal((2, 1), (report.Counts["debited"], report.Counts["withdrawn"]));
        Assert.Equal([("succeeded", 237_30L), ("withdrawn", 337_30L)], world.Book.Attempts(second).Select(attempt => (attempt.State, attempt.Amount)).Order());
        Assert.Equal("paid", world.Book.Status(second));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_customers_installments_on_one_method_go_one_after_the_other_the_oldest_first_and_a_decline_keeps_none_from_its_try()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        world.Book.Method(customer, "nsf");
        Plan plan = world.Book.Plan(customer);
        long newest = world.Book.Installment(plan, D);
        long oldest = world.Book.Installment(plan, D.AddDays(-3));
        long middle = world.Book.Installment(world.Book.Plan(customer), D.AddDays(-1));
        var sent = new List<string>();
        int atOnce = 0;
        world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                Before = order =>
                {
                    sent.Add(order.OrderNumber);
                    Assert.Equal(1, Interlocked.Increment(ref atOnce));
                    return Task.FromResult<ChannelAnswer?>(null);
                },
                After = _ => Task.FromResult(Interlocked.Decrement(ref atOnce)),
            },
        });

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(3, report.Counts["declinedSoft"]);
        Assert.Equal(new[] { oldest, middle, newest }.Select(installment => world.Book.Attempts(installment).Single().OrderNo), sent);
    }

    [DatabaseFact]
    public async Task After_a_hard_decline_what_waits_on_that_method_is_not_sent_and_goes_to_the_next_method_where_another_may_stand_in()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        long closed = world.Book.Method(customer, "closed");
        long good = world.Book.Method(customer, "ok", priority: 2);
        long oldest = world.Book.Installment(world.Book.Plan(customer), D.AddDays(-1));
        long other = world.Book.Installment(world.Book.Plan(customer), D);
        long strict = world.Book.Installment(world.Book.Plan(customer, methodId: closed), D);
        var sent = new List<(string OrderNo, string Token)>();
        world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                Before = order =>
                {
                    sent.Add((order.OrderNumber, order.Token));
                    return Task.FromResult<ChannelAnswer?>(null);
                },
            },
        });

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(["closed", "ok", "ok"], sent.Select(order => order.Token));
        Assert.Equal((1, 2, 2, 1), (report.Counts["declinedHard"], report.Counts["withdrawn"], report.Counts["debited"], report.Counts["noMethod"]));
        Assert.Equal([(closed, "withdrawn")], world.Book.Attempts(strict).Select(attempt => (attempt.PaymentMethodId, attempt.State)));
        Assert.All(
            new[] { oldest, other },
            installment => Assert.Equal(good, world.Book.Attempts(installment).Single(attempt => attempt.State == "succeeded").PaymentMethodId));
        Assert.Single(world.Book.Kinds(), "method-suspended");
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task No_order_goes_out_while_nobody_can_look_whether_it_may()
    {
        await using World world = await World.StartAsync(OneAtATime);
        world.Book.Debt(D);
        world.Book.Debt(D);
        bool isLocked = true;
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var batch = new HeldBatch();
        var sentAtLooks = new List<int>();
        Task<RunReport> working = world.NewWorker(parts => batch.Into(parts) with
        {
            AutoDebit = new InterceptedDebits(parts.AutoDebit)
            {
                BeforeLooking = () =>
                {
                    if (isLocked)
                    {
                        sentAtLooks.Add(batch.Sent.Count);
                        if (sentAtLooks.Count == 2)
                        {
                            looked.SetResult();
                        }

                        throw new SqliteException("database is locked", 5);
                    }
                },
            },
        }).RunAsync(JobList.AutoDebit);
        await batch.Reached;

        // The look of the opening is two seconds old when the second order's turn comes.
        world.MachineTime.Advance(TimeSpan.FromSeconds(2));
        batch.GoOn();
        await looked.Task;
        isLocked = false;
        while (!working.IsCompleted)
        {
            world.MachineTime.Advance(UntilTheNextLook);
            await Task.Yield();
        }

        Assert.Equal(2, (await working).Counts["debited"]);
        Assert.All(sentAtLooks, sent => Assert.Equal(1, sent));
        Assert.Equal(2, batch.Sent.Count);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_worker_that_slept_until_its_slice_was_taken_over_sends_nothing_more()
    {
        await using World world = await World.StartAsync(OneAtATime);
        long first = world.Book.Debt(D);
        long second = world.Book.Debt(D);
        var batch = new HeldBatch();
        Task<RunReport> sleeping = world.NewWorker(parts => batch.Into(parts) with { Runs = new Stall().Into(parts).Runs }).RunAsync(JobList.AutoDebit, occurrence: "09:00");
        await batch.Reached;

        world.MachineTime.Advance(TimeSpan.FromMinutes(1));
        WorkerProcess other = world.NewWorker();
        await other.RunAsync(JobList.AutoDebit, occurrence: "09:00");
        world.MachineTime.Advance(TimeSpan.FromSeconds(1));
        batch.GoOn();
        await sleeping;

        Assert.Equal([world.Book.Attempts(first).Single().OrderNo], batch.Sent);
        Assert.Equal("unknown", world.Book.Attempts(second).Single().State);
        world.At(D, 9, 30);
        await other.RunAsync(JobList.Reconcile);
        Assert.Equal(("paid", "paid"), (world.Book.Status(first), world.Book.Status(second)));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task An_order_that_somebody_else_gave_up_while_it_waited_never_goes_out()
    {
        await using World world = await World.StartAsync(OneAtATime);
        long first = world.Book.Debt(D);
        long second = world.Book.Debt(D);
        var batch = new HeldBatch();
        Task<RunReport> working = world.NewWorker(batch.Into).RunAsync(JobList.AutoDebit);
        await batch.Reached;

        string[] orders = [world.Book.Attempts(first).Single().OrderNo, world.Book.Attempts(second).Single().OrderNo];
        world.Book.Execute("update debit_attempt set state = 'withdrawn' where installment_id = @second", new { second });
        world.Book.Execute("delete from open_debit where installment_id = @second", new { second });
        world.MachineTime.Advance(UntilTheNextLook);
        await batch.Withdrawn;
        batch.GoOn();
        await working;

        Assert.Equal([orders[0]], batch.Sent.Intersect(orders));
    }

    private static void Change(World world, long debt, string change)
    {
        var keys = new { debt };
        switch (change)
        {
            case "debits off":
                world.Book.Switch("debits", isOff: true);
                break;
            case "channel off":
                world.Book.Switch("channel:sandbox", isOff: true);
                break;
            case "hold":
                world.Book.Execute(
                    """
                    insert into account_hold (plan_id, reason, actor, placed_at)
                    select plan_id, 'dispute', 'ops', '2026-11-21T00:00:00.000Z' from installment where installment_id = @debt
                    """,
                    keys);
                break;
            case "revoked":
                world.Book.Execute(
                    """
                    update payment_method set status = 'revoked'
                    where customer_id in (select customer_id from installment_plan
                                          where plan_id in (select plan_id from installment where installment_id = @debt))
                    """,
                    keys);
                break;
            case "payment":
                world.Book.Payment(debt, 337_30, D);
                break;
            case "autopay off":
                world.Book.Execute("update installment_plan set autopay = 0 where plan_id in (select plan_id from installment where installment_id = @debt)", keys);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change, null);
        }
    }

    /// <summary>Holds back the answer to the first order of a batch until the test lets it go on, and tells when a withdrawal is written.</summary>
    private sealed class HeldBatch
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource withdrawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<string> sent = [];

        public Task Reached => reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public Task Withdrawn => withdrawn.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public IReadOnlyList<string> Sent
        {
            get
            {
                lock (sent)
                {
                    return [.. sent];
                }
            }
        }

        public void GoOn() => told.TrySetResult();

        public WorkerParts Into(WorkerParts parts) => parts with
        {
            Settlements = new ObservedSettlements(this, parts.Settlements),
            Channels = new FaultyChannels(parts.Channels)
            {
                Before = order =>
                {
                    lock (sent)
                    {
                        sent.Add(order.OrderNumber);
                    }

                    return Task.FromResult<ChannelAnswer?>(null);
                },
                After = async _ =>
                {
                    if (reached.TrySetResult())
                    {
                        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
                    }
                },
            },
        };

        private sealed class ObservedSettlements(HeldBatch batch, ISettlementStore inner) : ISettlementStore
        {
            public async Task SettleAsync(
                SliceStep step, IReadOnlyList<Settlement> settlements, IReadOnlyList<OutboxMessage> messages, DateTimeOffset now, CancellationToken cancellationToken)
            {
                await inner.SettleAsync(step, settlements, messages, now, cancellationToken);
                if (settlements.Any(settlement => settlement.State == AttemptState.Withdrawn))
                {
                    batch.withdrawn.TrySetResult();
                }
            }
        }
    }
}
