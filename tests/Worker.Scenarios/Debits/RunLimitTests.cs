using Worker.Servicing.Jobs;
using Worker.Testing;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Debits;

/// <summary>The limit on what one run debits holds for all workers of the run together, dead ones included.</summary>
public sealed class RunLimitTests
{
    private static readonly WorldSettings AtMostTen = new()
    {
        FakesMachineClock = true,
        Runs = new() { MaxParallelSlices = 1, SliceSize = 2 },
        AutoDebit = new() { BatchSize = 2, MaxRunAmount = new Dictionary<string, long> { ["CNY"] = 1000 } },
    };

    [DatabaseFact]
    public async Task What_a_dead_worker_left_in_doubt_counts_once_it_turns_out_to_be_debited()
    {
        await using World world = await World.StartAsync(AtMostTen with { Runs = new() { MaxParallelSlices = 1 } });
        FourDebts(world);
        WorkerProcess mortal = world.NewWorker(new Crash { BeforeSettling = () => true }.Into);
        await Assert.ThrowsAsync<ProcessKilledException>(() => mortal.RunAsync(JobList.AutoDebit));

        world.MachineTime.Advance(TimeSpan.FromSeconds(31));
        RunReport report = await world.NewWorker().RunAsync(JobList.AutoDebit);

        Assert.Equal((RunOpening.Joined, RunState.Stopped), (report.Opening, report.State));
        Assert.Equal(800, report.Amounts["CNY"]["debited"]);
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task What_another_worker_has_under_way_counts()
    {
        await using World world = await World.StartAsync(AtMostTen);
        FourDebts(world);
        var stall = new Stall { BeforeSending = true };
        Task<RunReport> slow = world.NewWorker(stall.Into).RunAsync(JobList.AutoDebit);
        await stall.Reached;

        RunReport report = await world.NewWorker().RunAsync(JobList.AutoDebit).OrGiveUpAsync();
        Assert.Equal((RunOpening.Joined, RunState.Stopped), (report.Opening, report.State));
        stall.WakeUp();
        await slow;

        world.At(D, 9, 20);
        await world.NewWorker().RunAsync(JobList.Reconcile);
        Assert.Equal(800, world.Book.Payments().Sum(payment => payment.Amount));
        await world.AssertLedgersAgreeAsync();
    }

    private static void FourDebts(World world)
    {
        for (int debt = 0; debt < 4; debt++)
        {
            world.Book.Debt(D, principal: 400, interest: 0);
        }
    }
}
