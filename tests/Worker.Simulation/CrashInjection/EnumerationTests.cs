using System.Collections.Concurrent;
using Worker.Simulation.SmallBooks;
using Worker.Testing;

namespace Worker.Simulation.CrashInjection;

public sealed class EnumerationTests(ITestOutputHelper output)
{
    /// <summary>So many wrong worlds say it: the others are not tried.</summary>
    private const int Enough = 20;

    /// <summary>Of some 1,300 worlds.</summary>
    private const int Sample = 150;

    [Fact]
    public async Task Whatever_call_dies_fails_or_loses_its_answer_the_day_ends_as_if_nothing_had_happened()
    {
        byte[] book = await SmallWorld.WriteBookAsync();
        var none = Fault.None();
        IReadOnlyList<string> expected = await RunAsync(book, none);
        Assert.Empty(Ending.Wrong(expected));
        IReadOnlyList<Fault> worlds = LongForm.Part(
            [.. from call in none.Calls.Index() from kind in KindsAt(call.Item) select new Fault(call.Index + 1, kind)], Sample);
        var wrong = new ConcurrentBag<string>();
        int count = 0;
        await Parallel.ForEachAsync(
            worlds.TakeWhile(_ => wrong.Count < Enough),
            TestContext.Current.CancellationToken,
            async (fault, _) =>
            {
                IReadOnlyList<string> actual = await RunAsync(book, fault);
                Interlocked.Increment(ref count);
                if (Ending.Difference(expected, actual) is { Length: > 0 } difference)
                {
                    wrong.Add($"{fault}\n{difference}");
                }
            });

        output.WriteLine($"{count} worlds, a fault each, of a day of {none.Calls.Count} calls, of which {none.Calls.Count(IsRead)} only read.");
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {count} worlds ended otherwise.\n\n{string.Join("\n\n", wrong.Order().Take(5))}");
    }

    private static async Task<IReadOnlyList<string>> RunAsync(byte[] book, Fault fault)
    {
        await using SmallWorld world = await SmallWorld.BeginAsync(book);
        return await new FaultyDay(world, fault, () => fault.IsNone || fault.Struck is not null).RunAsync();
    }

    /// <summary>What takes no effect can't lose its answer after it did: two worlds instead of four.</summary>
    private static IEnumerable<FaultKind> KindsAt(string call) =>
        IsRead(call) ? [FaultKind.DiesBefore, FaultKind.Fails] : Enum.GetValues<FaultKind>();

    private static bool IsRead(string call) => call is "open" or "read" or "snapshot";
}
