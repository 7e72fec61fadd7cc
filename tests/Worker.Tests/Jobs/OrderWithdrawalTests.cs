using Worker.Data.Consistency;
using Worker.Data.Jobs;
using Worker.Servicing.Channels;
using Worker.Servicing.Consistency;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Jobs;

/// <summary>An operator gives up an order that never arrived and may not be sent again.</summary>
public sealed class OrderWithdrawalTests
{
    private static readonly OperatorNote Note = new("li.na", "the bank says no");

    [DatabaseFact]
    public async Task A_lost_order_is_given_up_and_its_installment_debited_again_as_if_it_had_never_been_tried()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            Channel = channel => channel with { Budgets = [new AttemptBudget(1, TimeSpan.FromHours(24))] },
        });
        long debt = world.Book.Debt(D);
        string order = await LoseAsync(world);

        OperationOutcome outcome = await world.Worker.Withdrawals.WithdrawAsync(order, Note, CancellationToken.None);
        OperationOutcome again = await world.Worker.Withdrawals.WithdrawAsync(order, Note, CancellationToken.None);

        Assert.Equal((true, false), (outcome.Changed, again.Changed));
        Assert.Empty(world.Book.OpenDebits());
        Assert.Equal(("withdrawn", "withdrawn by an operator"), (world.Book.Attempts(debt).Single().State, world.Book.Query<string>("select detail from debit_attempt").Single()));
        Assert.Equal(
            [$"li.na|withdraw|{Subject(world, debt)}|the bank says no|337.30 CNY, order {order}"],
            world.Book.Rows("select actor, action, subject, reason, detail from audit_entry where action = 'withdraw'"));
        await AssertSaneAsync(world);

        world.Book.Switch("debits", isOff: false);
        world.At(D, 10);
        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(["succeeded", "withdrawn"], world.Book.Attempts(debt).Select(attempt => attempt.State).Order());
        Assert.Equal("paid", world.Book.Status(debt));
        await AssertSaneAsync(world);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseTheory]
    [InlineData("unknown", RefusalReason.NotLost)]
    [InlineData("pending", RefusalReason.NotLost)]
    [InlineData("declined", RefusalReason.NotLost)]
    [InlineData("succeeded", RefusalReason.NotLost)]
    [InlineData(null, RefusalReason.Unknown)]
    public async Task What_is_not_lost_is_not_withdrawn(string? state, RefusalReason refusal)
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D);
        string order = await LoseAsync(world);
        world.Book.Execute("update debit_attempt set state = @state", new { state = state ?? "lost" });

        await AssertRefusedAsync(world, state is null ? "no-such-order" : order, refusal);
    }

    [DatabaseTheory]
    [InlineData(ChannelOutcome.Unknown)]
    [InlineData(ChannelOutcome.Pending)]
    [InlineData(ChannelOutcome.Declined)]
    [InlineData(ChannelOutcome.Succeeded)]
    public async Task What_the_channel_knows_now_is_not_withdrawn(ChannelOutcome says)
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D);
        string order = await LoseAsync(world, _ => new ChannelAnswer(says));

        await AssertRefusedAsync(world, order, RefusalReason.MayHaveArrived);
    }

    [DatabaseFact]
    public async Task What_was_sent_again_a_moment_ago_is_not_withdrawn()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D);
        string order = await LoseAsync(world);
        world.Book.Execute("update open_debit set resends = 1, last_sent_at = @now", new { now = world.Clock.GetUtcNow() });

        await AssertRefusedAsync(world, order, RefusalReason.MayHaveArrived);
    }

    [DatabaseFact]
    public async Task What_is_sent_again_while_the_channel_is_asked_is_not_withdrawn()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D);
        DateTimeOffset later = world.Clock.GetUtcNow().AddMinutes(30);
        string order = await LoseAsync(world, _ =>
        {
            world.Book.Execute("update open_debit set resends = 1, last_sent_at = @later", new { later });
            return new ChannelAnswer(ChannelOutcome.NotFound);
        });

        OperationRefusedException refused = await Assert.ThrowsAsync<OperationRefusedException>(
            () => world.Worker.Withdrawals.WithdrawAsync(order, Note, CancellationToken.None));

        Assert.Equal((RefusalReason.UnderWay, "lost"), (refused.Refusal, world.Book.Attempts().Single().State));
        Assert.Equal([order], world.Book.OpenDebits());
    }

    [DatabaseTheory]
    [InlineData(JobList.Reconcile)]
    [InlineData(JobList.AutoDebit)]
    public async Task What_a_run_may_be_asking_about_is_withdrawn_only_once_its_lease_is_over(string job)
    {
        await using World world = await World.StartAsync(new WorldSettings { FakesMachineClock = true });
        world.Book.Debt(D);
        string order = await LoseAsync(world);
        var runs = new RunStore(world.Database);
        DateTimeOffset now = world.Clock.GetUtcNow();
        Run run = (await runs.OpenAsync(world.Request(job), now, world.Machine.Now, CancellationToken.None)).Run;
        await runs.SaveSlicesAsync(run.RunId, [new KeyRange(0, 1_000)], new RunCounters(), now, CancellationToken.None);
        await runs.LeaseAsync(run.RunId, "other", world.Machine.Now, world.Machine.Now.AddSeconds(30), CancellationToken.None);

        await AssertRefusedAsync(world, order, RefusalReason.UnderWay);

        world.MachineTime.Advance(TimeSpan.FromSeconds(31));
        Assert.True((await world.Worker.Withdrawals.WithdrawAsync(order, Note, CancellationToken.None)).Changed);
    }

    [DatabaseFact]
    public async Task A_success_that_is_told_of_it_later_is_booked_with_an_alarm()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D);
        var says = new ChannelAnswer(ChannelOutcome.NotFound);
        string order = await LoseAsync(world, _ => says);
        await world.Worker.Withdrawals.WithdrawAsync(order, Note, CancellationToken.None);

        says = new ChannelAnswer(ChannelOutcome.Succeeded, "late");
        OrderInquiry inquiry = (await world.Worker.Orders.QueryAsync(order, Note, CancellationToken.None))!;

        Assert.Equal((OrderVerdict.Settled, AttemptState.Succeeded), (inquiry.Verdict, inquiry.After.State));
        EntryRow payment = world.Book.Payments().Single();
        Assert.Equal((order, 337_30L, D), (payment.OrderNo, payment.Amount, payment.EffectiveOn));
        Assert.Equal(["late-success"], world.Book.Query<string>("select code from run_error"));
        Assert.Equal("paid", world.Book.Status(debt));
        await AssertSaneAsync(world);
    }

    /// <summary>Leaves the only debit lost: it never arrived, and may not be sent again.</summary>
    /// <param name="says">What the channel answers to the question of whoever withdraws it; null for what is so.</param>
    private static async Task<string> LoseAsync(World world, Func<string, ChannelAnswer?>? says = null)
    {
        bool isLost = false;
        WorkerProcess worker = world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                Before = _ => Task.FromResult(isLost ? null : new ChannelAnswer(ChannelOutcome.Unknown)),
                InsteadOfAsking = order => isLost && says is not null ? says(order) : null,
            },
        });
        await worker.RunAsync(JobList.AutoDebit);
        world.Book.Switch("debits", isOff: true);
        world.At(D, 9, 12);
        await worker.RunAsync(JobList.Reconcile);
        Assert.Equal("lost", world.Book.Attempts().Single().State);
        isLost = true;
        return world.Book.OpenDebits().Single();
    }

    private static async Task AssertRefusedAsync(World world, string order, RefusalReason refusal)
    {
        IReadOnlyList<string> before = world.Book.Dump();
        OperationRefusedException refused = await Assert.ThrowsAsync<OperationRefusedException>(
            () => world.Worker.Withdrawals.WithdrawAsync(order, Note, CancellationToken.None));
        Assert.Equal(refusal, refused.Refusal);
        Assert.Equal(before, world.Book.Dump());
    }

    private static string Subject(World world, long debt) =>
        world.Book.Query<string>("select concat('installment ', description) from debit_attempt where installment_id = @debt", new { debt }).Single();

    private static async Task AssertSaneAsync(World world)
    {
        IReadOnlyList<InvariantResult> results =
            await new Invariants(new InvariantReader(world.Database), new LedgerRules(world.Settings.Policies, AllocationOrder.Default)).CheckAsync(CancellationToken.None);
        Assert.Empty(results.SelectMany(result => result.Examples.Select(example => $"{result.Name}: {example}")));
    }
}
