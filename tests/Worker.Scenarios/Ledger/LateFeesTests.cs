using Worker.Servicing.Jobs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Ledger;

/// <summary>Fees as posted: run daily, late, twice, for older days, after back-dated money.</summary>
public sealed class LateFeesTests
{
    [DatabaseFact]
    public async Task The_first_fee_is_posted_at_the_close_of_the_last_day_of_grace()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, principal: 1000_00, interest: 0);

        for (int day = 0; day <= 5; day++)
        {
            await CloseAsync(world, D.AddDays(day));
        }

        Assert.Equal(
            [(D.AddDays(3), 1_50L), (D.AddDays(4), 50L), (D.AddDays(5), 50L)],
            world.Book.Fees(debt).Select(fee => (fee.EffectiveOn, fee.Amount)));
        Assert.Equal($"fee:{debt}:2026-11-24:1", world.Book.Fees(debt)[0].EntryKey);
    }

    [DatabaseFact]
    public async Task One_late_run_after_missed_days_posts_what_the_daily_ones_would_have()
    {
        await using World daily = await World.StartAsync();
        await using World late = await World.StartAsync();
        foreach (World world in new[] { daily, late })
        {
            for (int debt = 0; debt < 12; debt++)
            {
                long id = world.Book.Debt(D.AddDays(-debt * 5), principal: 12_345 + (debt * 777), interest: debt * 13);
                if (debt % 3 == 0)
                {
                    world.Book.Payment(id, 3_333, D.AddDays(2));
                }
            }
        }

        for (int day = 0; day <= 25; day++)
        {
            await CloseAsync(daily, D.AddDays(day));
        }

        await CloseAsync(late, D.AddDays(25));

        Assert.Equal(Totals(daily), Totals(late));
        Assert.NotEmpty(Totals(late));
        Assert.Empty((await late.RunAsync(JobList.LateFees, D.AddDays(25))).Counts);
        Assert.Empty((await daily.RunAsync(JobList.LateFees, D.AddDays(25))).Counts);
    }

    [DatabaseFact]
    public async Task A_run_for_an_older_date_moves_nothing_and_says_so()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D, principal: 1000_00);
        await CloseAsync(world, D.AddDays(10));
        int entries = world.Book.Entries().Count;

        RunReport report = await world.RunAsync(JobList.LateFees, D.AddDays(5));

        Assert.Equal("older-than-newest-run", Assert.Single(report.Errors).Code);
        Assert.Equal(RunState.Completed, report.State);
        Assert.Equal(entries, world.Book.Entries().Count);
        RunReport preview = await world.Worker.PreviewAsync(JobList.LateFees, D.AddDays(5));
        Assert.Equal("older-than-newest-run", Assert.Single(preview.Errors).Code);
    }

    [DatabaseFact]
    public async Task A_back_dated_payment_takes_fees_back_and_the_installment_is_paid_then()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, principal: 1000_00, interest: 0);
        await CloseAsync(world, D.AddDays(10));
        Assert.Equal(5_00, world.Book.Fees(debt).Sum(fee => fee.Amount));

        world.Book.Payment(debt, 1000_00, D.AddDays(3));
        RunReport report = await CloseAsync(world, D.AddDays(11));

        Assert.Equal((1L, -5_00L), (report.Counts["takenBack"], report.Amounts["CNY"]["takenBack"]));
        Assert.Equal(0, world.Book.Fees(debt).Sum(fee => fee.Amount));
        Assert.Equal("paid", world.Book.Status(debt));
        Assert.Null(world.Book.OverdueSince(debt));
    }

    [DatabaseFact]
    public async Task A_difference_found_on_the_same_day_is_a_further_entry()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, principal: 1000_00, interest: 0);
        await CloseAsync(world, D.AddDays(10));
        world.Book.Payment(debt, 500_00, D.AddDays(5));

        await world.RunAsync(JobList.LateFees, D.AddDays(10));
        await world.RunAsync(JobList.LateFees, D.AddDays(10));

        // 2.00 of the payment pay the fees of four days; on the 502.00 that are left, six days cost 1.506.
        Assert.Equal(
            [($"fee:{debt}:2026-12-01:1", 5_00L), ($"fee:{debt}:2026-12-01:2", 3_51L - 5_00L)],
            world.Book.Fees(debt).Select(fee => (fee.EntryKey, fee.Amount)));
    }

    [DatabaseFact]
    public async Task A_waiver_is_not_posted_again_and_a_paid_installment_accrues_no_more()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, principal: 1000_00, interest: 0);
        await CloseAsync(world, D.AddDays(3));
        world.Book.Waiver(debt, 1_50, D.AddDays(4));
        world.Book.Payment(debt, 1000_00, D.AddDays(4));

        for (int day = 4; day <= 8; day++)
        {
            await CloseAsync(world, D.AddDays(day));
        }

        Assert.Equal(1_50, world.Book.Fees(debt).Sum(fee => fee.Amount));
        Assert.Equal("paid", world.Book.Status(debt));
    }

    [DatabaseFact]
    public async Task A_debit_settled_days_later_takes_back_what_was_posted_meanwhile()
    {
        await using World world = await World.StartAsync(WorldSettings.ShortTimeout);
        long debt = world.Book.Debt(D, token: "timeout-charged", principal: 1000_00, interest: 0);
        await world.RunAsync(JobList.AutoDebit);
        for (int day = 0; day <= 6; day++)
        {
            await CloseAsync(world, D.AddDays(day));
        }

        Assert.Equal(("overdue", 3_00L), (world.Book.Status(debt), world.Book.Fees(debt).Sum(fee => fee.Amount)));
        await world.RunAsync(JobList.Reconcile);
        await CloseAsync(world, D.AddDays(7));

        Assert.Equal(("paid", 0L), (world.Book.Status(debt), world.Book.Fees(debt).Sum(fee => fee.Amount)));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_crash_between_batches_posts_nothing_twice()
    {
        await using World world = await World.StartAsync(new WorldSettings { FakesMachineClock = true, Runs = new() { MaxParallelSlices = 1, SliceSize = 4 } });
        for (int debt = 0; debt < 10; debt++)
        {
            world.Book.Debt(D.AddDays(-10), principal: 1000_00);
        }

        int slices = 0;
        var crash = new Crash { BeforeFinishing = () => ++slices == 2 };
        await Assert.ThrowsAsync<ProcessKilledException>(() => world.NewWorker(crash.Into).RunAsync(JobList.LateFees, D));
        world.MachineTime.Advance(TimeSpan.FromSeconds(31));
        RunReport report = await world.NewWorker().RunAsync(JobList.LateFees, D);

        Assert.Equal((RunOpening.Joined, 10L), (report.Opening, report.Counts["posted"]));
        Assert.Equal(10, world.Book.Entries().Count);
    }

    /// <summary>Closes a day as the night's jobs do.</summary>
    private static async Task<RunReport> CloseAsync(World world, DateOnly day)
    {
        world.At(day.AddDays(1), 0, 45);
        await world.RunAsync(JobList.MarkOverdue, day);
        return await world.RunAsync(JobList.LateFees, day);
    }

    private static (long Installment, long Total)[] Totals(World world) =>
    [
        .. world.Book.Entries()
            .Where(entry => entry.Kind == "late_fee")
            .GroupBy(entry => entry.InstallmentId)
            .Select(fees => (fees.Key, fees.Sum(fee => fee.Amount)))
            .Order(),
    ];
}
