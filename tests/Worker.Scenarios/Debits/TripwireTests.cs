using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Debits;

/// <summary>Runs that stop themselves, and rows that are set aside.</summary>
public sealed class TripwireTests
{
    [DatabaseFact]
    public async Task A_gateway_that_fails_stops_the_run_and_a_retrigger_completes_it_once_it_is_well()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            Channel = channel => channel with { MaxInFlight = 1 },
            AutoDebit = new() { BatchSize = 25 },
        });
        for (int debt = 0; debt < 60; debt++)
        {
            world.Book.Debt(D, principal: 100 + debt);
        }

        bool isWell = false;
        int refused = 0;
        world.NewWorker(parts => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                Before = _ =>
                {
                    refused += isWell ? 0 : 1;
                    return Task.FromResult(isWell ? null : new ChannelAnswer(ChannelOutcome.Unknown, Detail: "http 500") { IsChannelError = true });
                },
            },
        });

        RunReport stopped = await world.RunAsync(JobList.AutoDebit);
        Assert.Equal(RunState.Stopped, stopped.State);
        Assert.Contains("sandbox", stopped.StopReason, StringComparison.Ordinal);
        Assert.Equal(20, refused);
        Assert.Equal((20, 5), (stopped.Counts["inDoubt"], stopped.Counts["deferred"]));
        Assert.Equal(25, world.Book.Attempts().Count);

        isWell = true;
        RunReport again = await world.RunAsync(JobList.AutoDebit);
        Assert.Equal((RunState.Completed, 40L), (again.State, again.Counts["debited"]));
        world.At(D, 10);
        Assert.Equal(20, (await world.RunAsync(JobList.Reconcile)).Counts["debited"]);
        Assert.Equal(60, world.Book.Payments().Select(payment => payment.InstallmentId).Distinct().Count());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task The_runs_limit_stops_it_before_it_is_passed_and_declines_do_not_use_it_up()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            AutoDebit = new() { BatchSize = 2, MaxRunAmount = new Dictionary<string, long> { ["CNY"] = 1000 } },
        });
        foreach (string token in new[] { "nsf", "nsf", "ok", "ok", "ok", "ok" })
        {
            world.Book.Debt(D, token, principal: 400, interest: 0);
        }

        RunReport stopped = await world.RunAsync(JobList.AutoDebit);
        Assert.Equal((RunState.Stopped, 800L), (stopped.State, stopped.Amounts["CNY"]["debited"]));
        Assert.Contains("10.00 CNY", stopped.StopReason, StringComparison.Ordinal);
        Assert.Equal(4, world.Book.Attempts().Count);

        RunReport again = await world.RunAsync(JobList.AutoDebit);
        Assert.Equal((RunState.Completed, 800L), (again.State, again.Amounts["CNY"]["debited"]));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Rows_that_break_a_rule_are_set_aside_with_their_reason_and_stop_nobody()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        world.Book.Method(customer, channel: "paypal");
        Plan unknownChannel = world.Book.Plan(customer);
        long byPaypal = world.Book.Installment(unknownChannel, D.AddDays(-4));
        Customer other = world.Book.Customer();
        world.Book.Method(other);
        Plan unknownCurrency = world.Book.Plan(other, currency: "XAU");
        long inGold = world.Book.Installment(unknownCurrency, D.AddDays(-4));
        Plan broken = world.Book.Plan(other);
        long negative = world.Book.Installment(broken, D.AddDays(-4), principal: -5);
        long good = world.Book.Installment(world.Book.Plan(other), D.AddDays(-4));

        foreach ((string job, string[] codes) in new (string, string[])[]
        {
            (JobList.LateFees, ["invalid-ledger", "unknown-currency"]),
            (JobList.Remind, ["invalid-ledger", "unknown-currency"]),
            (JobList.AutoDebit, ["invalid-ledger", "unknown-channel", "unknown-currency"]),
        })
        {
            RunReport report = await world.RunAsync(job, job == JobList.AutoDebit ? D : D.AddDays(-1));
            Assert.Equal(RunState.SetAside, report.State);
            Assert.Equal(codes, report.Errors.Select(error => error.Code).Order());
            Assert.Equal(codes.Length, report.Counts["setAside"]);
            Assert.DoesNotContain(report.Errors, error => error.ToString().Contains(customer.Reference + "@", StringComparison.Ordinal));
        }

        Assert.Equal("paid", world.Book.Status(good));
        Assert.All([byPaypal, inGold, negative], installment => Assert.Empty(world.Book.Attempts(installment)));
        await world.AssertLedgersAgreeAsync();
    }
}
