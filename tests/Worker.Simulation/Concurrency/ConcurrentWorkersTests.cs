using System.Collections.Concurrent;
using Worker.Servicing.Jobs;
using Worker.Simulation.CrashInjection;
using Worker.Simulation.SmallBooks;
using Worker.Testing;

namespace Worker.Simulation.Concurrency;

public sealed class ConcurrentWorkersTests(ITestOutputHelper output)
{
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(2, 60)]
    [InlineData(4, 30)]
    public async Task Workers_with_wrong_clocks_who_take_each_others_leases_end_the_day_as_one_worker_does(int workers, int days)
    {
        IReadOnlyList<int> seeds = LongForm.Part([.. Enumerable.Range(1, days)], days / 6);
        byte[] book = await SmallWorld.WriteBookAsync();
        IReadOnlyList<string> expected = await AloneAsync(book);
        Assert.Empty(Ending.Wrong(expected));
        var wrong = new ConcurrentBag<string>();
        int suspensions = 0;
        await Parallel.ForEachAsync(
            seeds,
            TestContext.Current.CancellationToken,
            async (seed, _) =>
            {
                await using SmallWorld world = await SmallWorld.BeginAsync(book);
                var turns = new TurnScheduler(world.World, seed);
                IReadOnlyList<string> actual = await TogetherAsync(world, turns, workers, seed);
                Interlocked.Add(ref suspensions, turns.Suspensions);
                if (Ending.Difference(expected, actual) is { Length: > 0 } difference)
                {
                    wrong.Add($"seed {seed}\n{difference}");
                }
            });

        output.WriteLine($"{seeds.Count} days of {workers} workers, who were suspended {suspensions} times for longer than a lease.");
        Assert.True(suspensions > seeds.Count, "Too few workers lost a lease.");
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {seeds.Count} days ended otherwise.\n\n{string.Join("\n\n", wrong.Order().Take(5))}");
    }

    private static async Task<IReadOnlyList<string>> AloneAsync(byte[] book)
    {
        await using SmallWorld world = await SmallWorld.BeginAsync(book);
        return await new FaultyDay(world, Fault.None(), () => true).RunAsync();
    }

    private static async Task<IReadOnlyList<string>> TogetherAsync(SmallWorld world, TurnScheduler turns, int workers, int seed)
    {
        var chance = new Random(seed);
        (ScheduledWorker Scheduled, WorkerProcess Worker)[] places =
        [
            .. Enumerable.Range(0, workers).Select(_ =>
            {
                var scheduled = new ScheduledWorker(turns, world.World, MostAhead * ((2 * chance.NextDouble()) - 1));
                return (scheduled, world.World.NewWorker(world.Intercept, scheduled, scheduled.Clocks));
            }),
        ];
        var broken = new List<string>();
        foreach (Step step in Step.Day)
        {
            // Late enough for the slowest of the clocks.
            world.World.Clock.MoveTo(World.Zone.InstantOf(step.Date, step.Time) + MostAhead);
            (ScheduledWorker Scheduled, Task<RunReport> Work)[] work =
                [.. places.Select(place => (place.Scheduled, place.Worker.DispatchAsync(JobList.Find(step.Job)!)))];
            await turns.ScheduleAsync([.. work.Select(each => (each.Scheduled, (Task)each.Work))]);
            foreach ((_, Task<RunReport> report) in work)
            {
                Assert.NotEqual(RunState.Failed, (await report).State);
            }

            broken.AddRange(await world.FindBrokenAsync(step));
        }

        return [.. await Ending.ReadAsync(world.World), .. broken];
    }
}
