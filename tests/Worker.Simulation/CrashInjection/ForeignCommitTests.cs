using System.Collections.Concurrent;
using Worker.Servicing.Jobs;
using Worker.Simulation.SmallBooks;
using Worker.Testing;

namespace Worker.Simulation.CrashInjection;

public sealed class ForeignCommitTests(ITestOutputHelper output)
{
    private const int Enough = 20;

    /// <summary>Of some 2,000 worlds.</summary>
    private const int Sample = 120;

    [Fact]
    public async Task Whatever_another_process_commits_between_two_calls_nothing_is_debited_on_what_was_so_before()
    {
        byte[] book = await SmallWorld.WriteBookAsync();
        (IReadOnlyList<string> calls, IReadOnlyList<string> undisturbed, List<int> points) = await CountAsync(book);
        IReadOnlyList<(int Point, ForeignCommitKind Kind)> worlds = LongForm.Part(
            [.. from point in points from kind in Enum.GetValues<ForeignCommitKind>() select (point, kind)], Sample);
        var wrong = new ConcurrentBag<string>();
        int count = 0;
        await Parallel.ForEachAsync(
            worlds.TakeWhile(_ => wrong.Count < Enough),
            TestContext.Current.CancellationToken,
            async (one, _) =>
            {
                await using SmallWorld world = await SmallWorld.BeginAsync(book);
                var commit = new ForeignCommit(world, one.Point, one.Kind);
                IReadOnlyList<string> found = await RunAsync(world, commit, undisturbed);
                Interlocked.Increment(ref count);
                if (found.Count > 0)
                {
                    wrong.Add($"{commit}\n{string.Join('\n', found.Take(5).Select(line => $"  {line}"))}");
                }
            });

        output.WriteLine($"{count} worlds, a foreign commit each, before one of {points.Count} calls of auto-debit and reconcile in a day of {calls.Count}.");
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {count} worlds went wrong.\n\n{string.Join("\n\n", wrong.Order().Take(5))}");
    }

    /// <summary>A day without any commit: its calls, what was debited, and which calls are those of the jobs that send orders.</summary>
    private static async Task<(IReadOnlyList<string> Calls, IReadOnlyList<string> Debited, List<int> Points)> CountAsync(byte[] book)
    {
        await using SmallWorld world = await SmallWorld.BeginAsync(book);
        var none = new ForeignCommit(world, 0, default);
        var points = new List<int>();
        int first = 1;
        IReadOnlyList<string> ending = await new FaultyDay(world, none, () => true).RunAsync(step =>
        {
            if (step.Job is JobList.AutoDebit or JobList.Reconcile)
            {
                points.AddRange(Enumerable.Range(first, none.Calls.Count + 1 - first));
            }

            first = none.Calls.Count + 1;
        });
        Assert.Empty(Ending.Wrong(ending));
        return (none.Calls, await DebitedAsync(world), points);
    }

    private static async Task<IReadOnlyList<string>> RunAsync(SmallWorld world, ForeignCommit commit, IReadOnlyList<string> undisturbed)
    {
        IReadOnlyList<string> ending = await new FaultyDay(world, commit, () => commit.IsDone).RunAsync();
        return [.. Ending.Wrong(ending), .. commit.FindStale(), .. await FindLeftAsync(world, commit, undisturbed)];
    }

    /// <summary>What only lowers an amount keeps nothing from being debited: what moved was planned again.</summary>
    private static async Task<IEnumerable<string>> FindLeftAsync(SmallWorld world, ForeignCommit commit, IReadOnlyList<string> undisturbed)
    {
        if (!commit.OnlyLowersAmounts)
        {
            return [];
        }

        // An order that never arrived is not sent again for more than is owed: it stays lost, and in the operators' hands.
        HashSet<string> lost = [.. world.World.Book.Query<string>("select description from debit_attempt where state = 'lost'")];
        return undisturbed
            .Except(await DebitedAsync(world))
            .Where(installment => !lost.Contains(installment))
            .Select(installment => $"{Ending.Faulty}{installment} was not debited, and nothing kept it from being");
    }

    private static async Task<IReadOnlyList<string>> DebitedAsync(SmallWorld world) =>
        [.. (await world.World.SandboxLedger.ReadAsync()).Select(entry => entry.Description)];
}
