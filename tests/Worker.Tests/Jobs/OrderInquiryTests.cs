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

/// <summary>One order is asked about when somebody wants to know, and settled once, whatever else is at it.</summary>
public sealed class OrderInquiryTests
{
    private static readonly OperatorNote Note = new("li.na", "customer called");

    [DatabaseFact]
    public async Task An_order_in_doubt_is_settled_before_it_is_due_as_reconcile_would()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, token: "timeout-charged");
        world.Book.Debt(D, token: "timeout-charged");
        await world.RunAsync(JobList.AutoDebit);
        string order = world.Book.Attempts(debt).Single().OrderNo;

        OrderInquiry inquiry = (await world.Worker.Orders.QueryAsync(order, Note, CancellationToken.None))!;

        Assert.Equal((OrderVerdict.Settled, ChannelOutcome.Succeeded), (inquiry.Verdict, inquiry.Answer.Outcome));
        Assert.Equal(("unknown", "succeeded"), (inquiry.Before.State.Name(), inquiry.After.State.Name()));
        Assert.Equal((1, 0), (inquiry.Before.Doubt!.Asks, inquiry.Before.Doubt.Resends));
        Assert.Null(inquiry.After.Doubt);
        Assert.Equal((order, D), (Assert.Single(world.Book.Payments()).OrderNo, world.Book.Payments()[0].EffectiveOn));
        Assert.Equal(["receipt", "plan-closed"], world.Book.Kinds(debt));
        Assert.Single(world.Book.OpenDebits());
        Assert.Equal(
            ["trigger|reconcile for 2026-11-21", $"reconcile|order {order}"],
            world.Book.Rows("select action, subject from audit_entry where actor = 'li.na' and reason = 'customer called' order by audit_id"));
        Assert.Equal(["unknown became succeeded; sandbox says succeeded"], world.Book.Query<string>("select detail from audit_entry where action = 'reconcile'"));
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task An_order_that_is_settled_is_compared_and_nothing_is_written()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D);
        world.Book.Debt(D, token: "nsf");
        await world.RunAsync(JobList.AutoDebit);
        IReadOnlyList<string> before = world.Book.Dump();

        foreach (AttemptRow attempt in world.Book.Attempts())
        {
            OrderInquiry inquiry = (await world.Worker.Orders.QueryAsync(attempt.OrderNo, Note, CancellationToken.None))!;
            Assert.Equal((OrderVerdict.Agrees, attempt.State), (inquiry.Verdict, inquiry.Answer.Outcome.Name()));
        }

        Assert.Null(await world.Worker.Orders.QueryAsync("no-such-order", Note, CancellationToken.None));
        Assert.Equal(before, world.Book.Dump());
    }

    [DatabaseTheory]
    [InlineData("nsf", "succeeded")]
    [InlineData("pending:30", "declined")]
    public async Task A_contradiction_is_told_and_left_to_a_person(string token, string state)
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D, token);
        await world.RunAsync(JobList.AutoDebit);
        world.Book.Execute("update debit_attempt set state = @state", new { state });
        IReadOnlyList<string> before = world.Book.Dump();

        OrderInquiry inquiry = (await world.Worker.Orders.QueryAsync(world.Book.Attempts().Single().OrderNo, Note, CancellationToken.None))!;

        Assert.Equal(OrderVerdict.Contradicts, inquiry.Verdict);
        Assert.Equal(before, world.Book.Dump());
    }

    [DatabaseTheory]
    [InlineData("nsf", "declined")]
    [InlineData("closed", "declined")]
    [InlineData("no-such-rule", "rejected")]
    [InlineData("ok", "withdrawn")]
    public async Task A_success_that_is_told_of_an_order_that_was_given_up_is_booked_as_its_payment_with_an_alarm(string token, string state)
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, token);
        bool answers = state != "withdrawn";
        WorkerProcess worker = world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                Before = _ => Task.FromResult(answers ? null : new ChannelAnswer(ChannelOutcome.NotSent)),
                InsteadOfAsking = _ => new ChannelAnswer(ChannelOutcome.Succeeded, "late"),
            },
        });
        await worker.RunAsync(JobList.AutoDebit);
        AttemptRow attempt = world.Book.Attempts().Single();
        Assert.Equal(state, attempt.State);

        // Something else has paid meanwhile: what is over is credit.
        world.Book.Payment(debt, 337_30, D);
        world.At(D.AddDays(2), 9);
        OrderInquiry inquiry = (await worker.Orders.QueryAsync(attempt.OrderNo, Note, CancellationToken.None))!;

        Assert.Equal((OrderVerdict.Settled, AttemptState.Succeeded), (inquiry.Verdict, inquiry.After.State));
        EntryRow payment = world.Book.Payments().Single(entry => entry.OrderNo is not null);
        Assert.Equal((attempt.OrderNo, 337_30L, D), (payment.OrderNo, payment.Amount, payment.EffectiveOn));
        Assert.Equal(["late-success"], world.Book.Query<string>("select code from run_error where code <> 'rejected'"));
        await AssertSaneAsync(world, ledgersAgree: false);

        OrderInquiry again = (await worker.Orders.QueryAsync(attempt.OrderNo, Note, CancellationToken.None))!;
        Assert.Equal(OrderVerdict.Agrees, again.Verdict);
        Assert.Equal(2, world.Book.Payments().Count);
    }

    [DatabaseFact]
    public async Task What_never_arrived_stays_in_doubt_until_that_is_final_and_is_then_sent_again()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D, token: "timeout-lost");
        await world.RunAsync(JobList.AutoDebit);
        string order = world.Book.OpenDebits().Single();

        world.At(D, 9, 3);
        OrderInquiry early = (await world.Worker.Orders.QueryAsync(order, Note, CancellationToken.None))!;
        Assert.Equal((OrderVerdict.InDoubt, ChannelOutcome.NotFound), (early.Verdict, early.Answer.Outcome));
        Assert.Equal((1, 2), (early.Before.Doubt!.Asks, early.After.Doubt!.Asks));
        Assert.Empty(world.Book.Payments());

        world.At(D, 9, 11);
        OrderInquiry late = (await world.Worker.Orders.QueryAsync(order, Note, CancellationToken.None))!;
        Assert.Equal(OrderVerdict.Settled, late.Verdict);
        Assert.Equal(order, Assert.Single(world.Book.Payments()).OrderNo);
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task A_gateway_that_is_gone_leaves_a_doubt_in_doubt_and_a_settled_order_without_an_answer()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D, token: "timeout-charged");
        long paid = world.Book.Debt(D);
        await world.RunAsync(JobList.AutoDebit);
        string doubt = world.Book.OpenDebits().Single();
        WorkerProcess without = world.NewWorker(parts => parts with { Channels = new NoChannels() });

        Assert.Equal(OrderVerdict.InDoubt, (await without.Orders.QueryAsync(doubt, Note, CancellationToken.None))!.Verdict);
        Assert.Equal(
            OrderVerdict.NoAnswer, (await without.Orders.QueryAsync(world.Book.Attempts(paid).Single().OrderNo, Note, CancellationToken.None))!.Verdict);
        await AssertSaneAsync(world, ledgersAgree: false);
    }

    [DatabaseFact]
    public async Task While_auto_debit_waits_for_the_answer_one_of_the_two_settles_it()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D);
        WorkerProcess other = world.NewWorker();
        OrderInquiry? inquiry = null;
        WorkerProcess debiting = world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                After = async order => inquiry = await other.Orders.QueryAsync(order.OrderNumber, Note, CancellationToken.None),
            },
        });

        RunReport report = await debiting.RunAsync(JobList.AutoDebit);

        Assert.Equal((OrderVerdict.Settled, RunState.Completed), (inquiry!.Verdict, report.State));
        Assert.False(report.Counts.ContainsKey("debited"));
        Assert.Single(world.Book.Payments());
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task Beside_a_run_of_reconcile_one_of_the_two_settles_it()
    {
        await using World world = await World.StartAsync();
        for (int debt = 0; debt < 8; debt++)
        {
            world.Book.Debt(D, token: "timeout-charged");
        }

        await world.RunAsync(JobList.AutoDebit);
        string[] orders = [.. world.Book.OpenDebits()];
        world.At(D, 9, 2);
        WorkerProcess[] others = [.. orders.Take(3).Select(_ => world.NewWorker())];

        Task<RunReport> run = world.NewWorker().RunAsync(JobList.Reconcile);
        OrderInquiry?[] inquiries = await Task.WhenAll(
            others.Select((other, index) => Task.Run(() => other.Orders.QueryAsync(orders[index], Note, CancellationToken.None))));
        await run;

        Assert.All(inquiries, inquiry => Assert.True(inquiry!.Verdict is OrderVerdict.Settled or OrderVerdict.Agrees, $"{inquiry}"));
        Assert.Equal(orders.Take(3).Order(), world.Book.Payments().Select(payment => payment.OrderNo!).Intersect(orders.Take(3)).Order());
        world.At(D, 9, 5);
        await world.RunAsync(JobList.Reconcile);
        Assert.Equal(8, world.Book.Payments().Count);
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task A_run_that_somebody_left_behind_is_done_first()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D, token: "timeout-charged");
        await world.RunAsync(JobList.AutoDebit);
        DateTimeOffset now = world.Clock.GetUtcNow();
        OpenedRun left = await new RunStore(world.Database).OpenAsync(world.Request(JobList.Reconcile), now, now, CancellationToken.None);

        OrderInquiry inquiry = (await world.Worker.Orders.QueryAsync(world.Book.OpenDebits().Single(), Note, CancellationToken.None))!;

        Assert.Equal(OrderVerdict.Settled, inquiry.Verdict);
        Assert.Equal("completed", world.Book.Query<string>("select state from job_run where run_id = @RunId", new { left.Run.RunId }).Single());
        await AssertSaneAsync(world);
    }

    private static async Task AssertSaneAsync(World world, bool ledgersAgree = true)
    {
        IReadOnlyList<InvariantResult> results =
            await new Invariants(new InvariantReader(world.Database), new LedgerRules(world.Settings.Policies, AllocationOrder.Default)).CheckAsync(CancellationToken.None);
        Assert.Empty(results.SelectMany(result => result.Examples.Select(example => $"{result.Name}: {example}")));
        if (ledgersAgree && world.Book.OpenDebits().Count == 0)
        {
            await world.AssertLedgersAgreeAsync();
        }
    }

    private sealed class NoChannels : IDebitChannels
    {
        public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IDebitChannel? channel)
        {
            channel = null;
            return false;
        }
    }
}
