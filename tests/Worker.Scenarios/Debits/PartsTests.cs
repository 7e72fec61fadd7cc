using System.Text.Json;
using Worker.Data.Consistency;
using Worker.Servicing.Channels;
using Worker.Servicing.Consistency;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Debits;

/// <summary>More than a channel takes at once is debited in parts. The gateway itself declines more than 100.00 here.</summary>
public sealed class PartsTests
{
    private const string Limit = "limit:100.00";

    private static readonly WorldSettings AtMost100 = new()
    {
        Channel = channel => channel with { Window = channel.Window with { MaxAmount = new Dictionary<string, long> { ["CNY"] = 100_00 } } },
    };

    private static readonly ChannelAnswer Insufficient = new(ChannelOutcome.Declined, DeclineCode: "insufficient_funds");

    [DatabaseFact]
    public async Task More_than_the_channel_takes_at_once_is_debited_in_parts_and_receipted_once()
    {
        await using World world = await World.StartAsync(AtMost100);
        long debt = world.Book.Debt(D, Limit);

        RunReport preview = await world.Worker.PreviewAsync(JobList.AutoDebit);
        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((1, 337_30), (preview.Counts["toDebit"], preview.Amounts["CNY"]["toDebit"]));
        Assert.Equal((4, 3, 337_30), (report.Counts["debited"], report.Counts["furtherParts"], report.Amounts["CNY"]["debited"]));
        Assert.Equal([100_00, 100_00, 100_00, 37_30], world.Book.Payments().Select(payment => payment.Amount));
        Assert.Equal("paid", world.Book.Status(debt));
        Assert.Equal([337_30], Receipts(world));
        Assert.Equal(["plan-closed", "receipt"], world.Book.Kinds().Order());
        Assert.Equal(2, (await world.RunAsync(JobList.SendMail)).Counts["sent"]);
        Assert.False((await world.RunAsync(JobList.AutoDebit)).Counts.ContainsKey("debited"));
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task Any_other_answer_ends_the_series_which_is_one_attempt_for_the_schedule()
    {
        await using World world = await World.StartAsync(AtMost100);
        long debt = world.Book.Debt(D, Limit);
        bool isShort = true;
        int orders = 0;
        world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels) { Before = _ => Task.FromResult(++orders % 2 == 0 && isShort ? Insufficient : null) },
        });

        foreach (int hour in new[] { 9, 14, 19 })
        {
            world.At(D, hour);
            RunReport report = await world.RunAsync(JobList.AutoDebit);
            Assert.Equal(hour < 19 ? (1, 1, 0) : (0, 0, 1), Counts(report, "debited", "declinedSoft", "notToday"));
        }

        // What failed is what is still owed, told once, after the last try of the day.
        Assert.Equal([100_00, 100_00], Receipts(world));
        Assert.Equal([137_30], Amounts(world, "debit-failed"));
        world.At(D.AddDays(1), 9);
        isShort = false;
        Assert.Equal(2, (await world.RunAsync(JobList.AutoDebit)).Counts["debited"]);
        Assert.Equal("paid", world.Book.Status(debt));
        Assert.Equal([100_00, 100_00, 137_30], Receipts(world));
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task A_part_without_an_answer_ends_the_series_and_blocks_the_rest_until_it_is_settled()
    {
        await using World world = await World.StartAsync(AtMost100);
        long debt = world.Book.Debt(D, Limit);
        int orders = 0;
        world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                Before = _ => Task.FromResult(++orders == 2 ? new ChannelAnswer(ChannelOutcome.Unknown, Detail: "time-out") : null),
            },
        });

        Assert.Equal((1, 1, 0), Counts(await world.RunAsync(JobList.AutoDebit), "debited", "inDoubt", "declinedSoft"));
        world.At(D, 9, 14);
        await world.RunAsync(JobList.AutoDebit);
        Assert.Equal(0, (await world.RunAsync(JobList.SendMail)).Counts.GetValueOrDefault("sent"));
        Assert.Equal(2, orders);
        world.At(D, 9, 15);
        Assert.Equal(1, (await world.RunAsync(JobList.SendMail)).Counts["sent"]);

        // It never arrived, is sent again, and the next slot goes on.
        await world.RunAsync(JobList.Reconcile);
        world.At(D, 14);
        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal("paid", world.Book.Status(debt));
        Assert.Equal([100_00, 100_00, 137_30], Receipts(world));
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task After_a_crash_between_parts_the_rest_is_debited_by_the_next_slot_and_the_crash_was_no_attempt()
    {
        await using World world = await World.StartAsync(AtMost100 with { FakesMachineClock = true });
        long debt = world.Book.Debt(D, Limit);
        int settled = 0;
        var crash = new Crash { AfterSettling = () => ++settled == 1 };
        await Assert.ThrowsAsync<ProcessKilledException>(() => world.NewWorker(crash.Into).RunAsync(JobList.AutoDebit, occurrence: "09:00"));
        Assert.Equal(["succeeded"], world.Book.Attempts(debt).Select(attempt => attempt.State));

        int orders = 0;
        world.MachineTime.Advance(TimeSpan.FromMinutes(5));
        WorkerProcess next = world.NewWorker(
            parts => parts with { Channels = new FaultyChannels(parts.Channels) { Before = _ => Task.FromResult(++orders < 3 ? Insufficient : null) } });
        foreach (int hour in new[] { 14, 18, 22 })
        {
            world.At(D, hour);
            await next.RunAsync(JobList.AutoDebit);
        }

        // The first part is none of the two attempts of the day.
        Assert.Equal((2, 1), (orders, world.Book.Attempts(debt).Count(attempt => attempt.State == "succeeded")));
        world.At(D.AddDays(1), 9);
        await next.RunAsync(JobList.AutoDebit);
        Assert.Equal("paid", world.Book.Status(debt));
        Assert.Equal([100_00, 237_30], Receipts(world));
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task Whoever_takes_over_in_the_middle_of_a_series_goes_on_with_it()
    {
        await using World world = await World.StartAsync(AtMost100 with { FakesMachineClock = true });
        long debt = world.Book.Debt(D, Limit);
        int opened = 0;
        var crash = new Crash { AfterOpening = () => ++opened == 3 };
        await Assert.ThrowsAsync<ProcessKilledException>(() => world.NewWorker(crash.Into).RunAsync(JobList.AutoDebit, occurrence: "09:00"));

        world.At(D, 9, 20);
        world.MachineTime.Advance(TimeSpan.FromMinutes(5));
        await world.NewWorker().RunAsync(JobList.AutoDebit, occurrence: "09:00");

        Assert.Equal("paid", world.Book.Status(debt));
        Assert.Equal(337_30, world.Book.Payments().Sum(payment => payment.Amount));
        Assert.Equal(337_30, Receipts(world).Sum());
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task A_balance_pays_the_oldest_installment_whole_before_the_next()
    {
        await using World world = await World.StartAsync(AtMost100);
        Customer customer = world.Book.Customer();
        world.Book.Method(customer, Limit);
        long newest = world.Book.Installment(world.Book.Plan(customer), D, principal: 150_00, interest: 0);
        long oldest = world.Book.Installment(world.Book.Plan(customer), D.AddDays(-1), principal: 250_00, interest: 0);
        long other = world.Book.Debt(D, Limit, principal: 50_00, interest: 0);

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((6, 3), (report.Counts["debited"], report.Counts["candidates"]));
        Assert.Equal(
            [oldest, oldest, oldest, newest, newest],
            world.Book.Payments().Where(payment => payment.InstallmentId != other).Select(payment => payment.InstallmentId));
        Assert.Equal([50_00, 150_00, 250_00], Receipts(world).Order());
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task Each_part_counts_for_the_methods_budget()
    {
        await using World world = await World.StartAsync(AtMost100 with
        {
            Channel = channel => AtMost100.Channel(channel) with { Budgets = [new AttemptBudget(2, TimeSpan.FromHours(24))] },
        });
        world.Book.Debt(D, Limit);

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((2, 1, 1), Counts(report, "debited", "furtherParts", "budgetExhausted"));
        Assert.Equal([200_00], Receipts(world));
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task A_series_stops_before_it_passes_the_runs_limit()
    {
        await using World world = await World.StartAsync(AtMost100 with
        {
            AutoDebit = new AutoDebitSettings { MaxRunAmount = new Dictionary<string, long> { ["CNY"] = 250_00 } },
        });
        world.Book.Debt(D, Limit);

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((RunState.Stopped, 200_00), (report.State, report.Amounts["CNY"]["debited"]));
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task A_hold_between_two_parts_keeps_the_rest_from_being_debited()
    {
        await using World world = await World.StartAsync(AtMost100);
        Customer customer = world.Book.Customer();
        world.Book.Method(customer, Limit);
        world.Book.Installment(world.Book.Plan(customer), D);
        int openings = 0;
        world.NewWorker(parts => parts with
        {
            AutoDebit = new InterceptedDebits(parts.AutoDebit)
            {
                BeforeOpening = () =>
                {
                    if (++openings == 3)
                    {
                        world.Book.Hold(customer);
                    }

                    return Task.CompletedTask;
                },
            },
        });

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal((2, 1, 1), Counts(report, "debited", "moved", "onHold"));
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task Parts_never_pass_the_maximum_of_a_mandate()
    {
        await using World world = await World.StartAsync(AtMost100);
        Customer customer = world.Book.Customer();
        world.Book.Mandate(world.Book.Method(customer, Limit), maximum: 337_2900);
        world.Book.Installment(world.Book.Plan(customer), D);

        Assert.Equal(1, (await world.RunAsync(JobList.AutoDebit)).Counts["overMandate"]);
        Assert.Empty(world.Book.Attempts());
    }

    [DatabaseFact]
    public async Task All_parts_are_debited_under_one_notice_and_for_no_more_than_it_announced()
    {
        await using World world = await World.StartAsync(AtMost100 with
        {
            Channel = channel => AtMost100.Channel(channel) with
            {
                DemandsNotice = true,
                NoticeBy = NoticeBy.Channel,
                Window = AtMost100.Channel(channel).Window with { Zone = World.Zone.Zone },
            },
        });
        long debt = world.Book.Debt(D.AddDays(2), Limit, principal: 250_00, interest: 0);
        world.At(D, 8, 30);
        await world.RunAsync(JobList.Remind);
        world.Book.Execute("update installment set interest = 8000 where installment_id = @debt", new { debt });

        world.At(D.AddDays(2), 9);
        await world.RunAsync(JobList.AutoDebit);

        Assert.Equal([100_00, 100_00, 50_00], world.Book.Payments().Select(payment => payment.Amount));
        Assert.Single(world.Book.Rows("select distinct notice_no from debit_attempt"));
        Assert.Equal([250_00], Receipts(world));
        await AssertSaneAsync(world);
    }

    private static async Task AssertSaneAsync(World world)
    {
        await world.AssertLedgersAgreeAsync();
        var rules = new LedgerRules(world.Settings.Policies, AllocationOrder.Default);
        IReadOnlyList<InvariantResult> results = await new Invariants(new InvariantReader(world.Database), rules).CheckAsync(CancellationToken.None);
        Assert.Equal([], results.SelectMany(result => result.Examples.Select(example => $"{result.Name}: {example}")));
    }

    private static (long, long, long) Counts(RunReport report, string one, string two, string three) =>
        (report.Counts.GetValueOrDefault(one), report.Counts.GetValueOrDefault(two), report.Counts.GetValueOrDefault(three));

    private static long[] Receipts(World world) => Amounts(world, "receipt");

    private static long[] Amounts(World world, string kind) =>
    [
        .. world.Book.Messages()
            .Where(message => message.Kind == kind)
            .Select(message => JsonDocument.Parse(message.Facts).RootElement.GetProperty("amount").GetInt64()),
    ];
}
