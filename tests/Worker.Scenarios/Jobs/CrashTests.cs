using Worker.Servicing.Jobs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Jobs;

/// <summary>Workers that die, hang and wake up again: one debit, whatever happens.</summary>
public sealed class CrashTests
{
    private static readonly WorldSettings FakeMachine = new() { FakesMachineClock = true };

    [DatabaseTheory]
    [InlineData("cutting")]
    [InlineData("opening")]
    [InlineData("settling")]
    [InlineData("settled")]
    public async Task Whoever_continues_after_a_crash_asks_first_and_ends_with_one_debit(string point)
    {
        await using World world = await World.StartAsync(FakeMachine);
        long debt = world.Book.Debt(D);
        var crash = new Crash
        {
            AfterCutting = () => point == "cutting",
            AfterOpening = () => point == "opening",
            BeforeSettling = () => point == "settling",
            AfterSettling = () => point == "settled",
        };
        WorkerProcess mortal = world.NewWorker(crash.Into);
        await Assert.ThrowsAsync<ProcessKilledException>(() => mortal.RunAsync(JobList.AutoDebit, occurrence: "09:00"));

        world.MachineTime.Advance(TimeSpan.FromSeconds(31));
        world.Clock.Advance(TimeSpan.FromSeconds(31));
        RunReport report = await world.NewWorker().RunAsync(JobList.AutoDebit, occurrence: "09:00");
        Assert.Equal((RunOpening.Joined, RunState.Completed), (report.Opening, report.State));

        // What never left waits until that is certain, and goes out under the same number.
        Assert.Equal(point == "opening" ? 1 : 0, world.Book.OpenDebits().Count);
        world.At(D, 9, 20);
        await world.NewWorker().RunAsync(JobList.Reconcile);

        Assert.Single(world.Book.Attempts(debt));
        Assert.Equal("paid", world.Book.Status(debt));
        Assert.Equal(["receipt", "plan-closed"], world.Book.Kinds());
        Assert.Single(await world.SandboxLedger.ReadAsync());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseTheory]
    [InlineData("opening", 0)]
    [InlineData("settling", 1)]
    public async Task A_crash_in_the_middle_leaves_the_rest_to_the_next_and_counts_nothing_twice(string point, int declinedMeanwhile)
    {
        await using World world = await World.StartAsync(FakeMachine with
        {
            AutoDebit = new() { BatchSize = 2 },
            Runs = new() { MaxParallelSlices = 1, SliceSize = 6 },
        });
        for (int debt = 0; debt < 15; debt++)
        {
            world.Book.Debt(D, token: debt % 3 == 0 ? "nsf" : "ok", principal: 100 + debt);
        }

        int batches = 0;
        var crash = new Crash
        {
            AfterOpening = () => point == "opening" && ++batches == 5,
            BeforeSettling = () => point == "settling" && ++batches == 5,
        };
        WorkerProcess mortal = world.NewWorker(crash.Into);
        await Assert.ThrowsAsync<ProcessKilledException>(() => mortal.RunAsync(JobList.AutoDebit));

        world.MachineTime.Advance(TimeSpan.FromSeconds(31));
        RunReport report = await world.NewWorker().RunAsync(JobList.AutoDebit);
        world.At(D, 9, 20);
        RunReport reconciled = await world.NewWorker().RunAsync(JobList.Reconcile);

        Assert.Equal((RunOpening.Joined, RunState.Completed), (report.Opening, report.State));
        Assert.Equal(15, world.Book.Attempts().Count);
        Assert.Equal(10, world.Book.Payments().Count);
        Assert.Equal(10, report.Counts["debited"] + reconciled.Counts.GetValueOrDefault("debited"));
        Assert.Equal(5, report.Counts["declinedSoft"] + reconciled.Counts.GetValueOrDefault("declinedSoft"));

        // The two that were in doubt are no candidates any more, unless their decline turned up before the candidates were read.
        Assert.Equal(13 + declinedMeanwhile, report.Counts["candidates"]);
        Assert.Equal(declinedMeanwhile, report.Counts.GetValueOrDefault("notToday"));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task Wherever_a_worker_dies_the_next_one_brings_everything_to_the_same_end()
    {
        int point = 0;
        bool died = true;
        while (died)
        {
            await using World world = await World.StartAsync(FakeMachine with { Runs = new() { MaxParallelSlices = 1, SliceSize = 2 } });
            long[] debts = [.. new[] { "ok", "pending:30", "nsf", "closed", "ok" }.Select(token => world.Book.Debt(D, token))];
            Customer customer = world.Book.Customer();
            long dead = world.Book.Method(customer, "revoked", priority: 1);
            world.Book.Method(customer, "ok", priority: 2);
            long fallsBack = world.Book.Installment(world.Book.Plan(customer), D);

            var crash = new Crash { AtPoint = ++point };
            died = await DiesAsync(world.NewWorker(crash.Into));
            world.MachineTime.Advance(TimeSpan.FromSeconds(31));
            world.At(D, 9, 1);
            await world.NewWorker().RunAsync(JobList.AutoDebit, occurrence: "09:00");
            world.At(D, 9, 20);
            await world.NewWorker().RunAsync(JobList.Reconcile);
            await world.NewWorker().RunAsync(JobList.AutoDebit);
            world.At(D, 9, 40);
            await world.NewWorker().RunAsync(JobList.Reconcile);

            Assert.Equal(
                ["paid", "paid", "scheduled", "scheduled", "paid", "paid"], [.. debts.Append(fallsBack).Select(world.Book.Status)]);
            Assert.Equal(7, world.Book.Attempts().Count);
            Assert.Equal("suspended", world.Book.MethodStatus(dead));
            Assert.Equal(
                ["debit-failed", "method-suspended", "method-suspended", "receipt", "receipt", "receipt", "receipt"],
                world.Book.Kinds().Where(kind => kind != "plan-closed").Order());
            await world.AssertLedgersAgreeAsync();
        }

        Assert.True(point > 20, $"Only {point} points were tried.");

        static async Task<bool> DiesAsync(WorkerProcess worker)
        {
            try
            {
                await worker.RunAsync(JobList.AutoDebit, occurrence: "09:00");
                return false;
            }
            catch (ProcessKilledException)
            {
                return true;
            }
        }
    }

    [DatabaseTheory]
    [InlineData("opening")]
    [InlineData("sending")]
    [InlineData("settling")]
    public async Task A_worker_that_lost_its_slice_in_its_sleep_writes_nothing(string point)
    {
        await using World world = await World.StartAsync(FakeMachine);
        long debt = world.Book.Debt(D);
        var stall = new Stall
        {
            BeforeOpening = point == "opening",
            BeforeSending = point == "sending",
            BeforeSettling = point == "settling",
        };
        Task<RunReport> sleeping = world.NewWorker(stall.Into).RunAsync(JobList.AutoDebit);
        await stall.Reached;

        world.MachineTime.Advance(TimeSpan.FromSeconds(31));
        RunReport report = await world.NewWorker().RunAsync(JobList.AutoDebit);
        Assert.Equal((RunOpening.Joined, RunState.Completed), (report.Opening, report.State));
        IReadOnlyList<string> before = world.Book.Dump();
        stall.WakeUp();
        await sleeping;

        Assert.Equal(before, world.Book.Dump());
        world.At(D, 9, 20);
        await world.NewWorker().RunAsync(JobList.Reconcile);
        Assert.Single(world.Book.Attempts(debt));
        Assert.Single(await world.SandboxLedger.ReadAsync());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseTheory]
    [InlineData("opening")]
    [InlineData("settling")]
    public async Task A_worker_of_a_superseded_run_writes_nothing_when_it_wakes_up(string point)
    {
        await using World world = await World.StartAsync(FakeMachine);
        long debt = world.Book.Debt(D);
        var stall = new Stall { BeforeOpening = point == "opening", BeforeSettling = point == "settling" };
        Task<RunReport> sleeping = world.NewWorker(stall.Into).RunAsync(JobList.AutoDebit);
        await stall.Reached;

        world.MachineTime.Advance(TimeSpan.FromDays(1));
        world.At(D.AddDays(1), 9);
        RunReport report = await world.NewWorker().RunAsync(JobList.AutoDebit);
        Assert.Equal((RunOpening.Started, RunState.Completed), (report.Opening, report.State));
        stall.WakeUp();
        Assert.Equal(RunState.Superseded, (await sleeping).State);

        await world.NewWorker().RunAsync(JobList.Reconcile);
        Assert.Single(world.Book.Attempts(debt));
        Assert.Single(await world.SandboxLedger.ReadAsync());
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_worker_of_a_run_that_another_one_stopped_writes_nothing_when_it_wakes_up()
    {
        await using World world = await World.StartAsync(FakeMachine with
        {
            Runs = new() { MaxParallelSlices = 1, SliceSize = 1 },
            AutoDebit = new() { MaxRunAmount = new Dictionary<string, long> { ["CNY"] = 500 } },
        });
        long slow = world.Book.Debt(D, principal: 400, interest: 0);
        long large = world.Book.Debt(D, principal: 600, interest: 0);
        var stall = new Stall { BeforeOpening = true };
        Task<RunReport> sleeping = world.NewWorker(stall.Into).RunAsync(JobList.AutoDebit);
        await stall.Reached;

        // The other worker takes the second slice, stops the run, and an operator triggers it again.
        RunReport stopped = await world.NewWorker().RunAsync(JobList.AutoDebit);
        Assert.Equal((RunOpening.Joined, RunState.Stopped), (stopped.Opening, stopped.State));
        RunReport again = await world.NewWorker().RunAsync(JobList.AutoDebit);
        Assert.Equal((RunOpening.Started, 1L), (again.Opening, again.Counts["debited"]));
        stall.WakeUp();
        await sleeping;

        Assert.Single(world.Book.Attempts(slow));
        Assert.Empty(world.Book.Attempts(large));
        await world.AssertLedgersAgreeAsync();
    }
}
