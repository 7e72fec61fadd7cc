using System.Collections.Concurrent;

namespace Worker.Faults.CrashPoints;

public sealed class EnumerationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_call_dies_fails_or_loses_its_answer_the_day_ends_as_if_nothing_had_happened()
    {
        byte[] book = await DayInAWorld.WriteBookAsync();
        var none = new Fault(0, FaultKind.Fails);
        IReadOnlyList<string> expected = await LiveAsync(book, none);
        var worlds = from call in none.Calls.Index() from kind in KindsAt(call.Item) select new Fault(call.Index + 1, kind);
        var wrong = new ConcurrentBag<string>();
        int count = 0;
        await Parallel.ForEachAsync(
            worlds,
            TestContext.Current.CancellationToken,
            async (fault, _) =>
            {
                IReadOnlyList<string> actual = await LiveAsync(book, fault);
                Interlocked.Increment(ref count);
                if (Difference(expected, actual) is { Length: > 0 } difference)
                {
                    wrong.Add($"{fault}\n{difference}");
                }
            });

        output.WriteLine($"{count} worlds, a fault each: {none.Calls.Count} calls, of which {none.Calls.Count(IsRead)} only read.");
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {count} worlds ended otherwise.\n\n{string.Join("\n\n", wrong.Order().Take(5))}");
    }

    private static async Task<IReadOnlyList<string>> LiveAsync(byte[] book, Fault fault)
    {
        await using DayInAWorld day = await DayInAWorld.BeginAsync(book);
        return await day.LiveAsync(fault);
    }

    /// <summary>What takes no effect can't lose its answer after it did: two worlds instead of four.</summary>
    private static IEnumerable<FaultKind> KindsAt(string call) =>
        IsRead(call) ? [FaultKind.DiesBefore, FaultKind.Fails] : Enum.GetValues<FaultKind>();

    private static bool IsRead(string call) => call is "open" or "read" or "snapshot";

    private static string Difference(IReadOnlyList<string> expected, IReadOnlyList<string> actual) => string.Join(
        '\n',
        Missing(expected, actual).Select(line => $"  - {line}").Concat(Missing(actual, expected).Select(line => $"  + {line}"))
            .Select(line => line.Length > 160 ? line[..160] + "…" : line));

    /// <summary>The lines of one list that the other does not have as often.</summary>
    private static IEnumerable<string> Missing(IReadOnlyList<string> from, IReadOnlyList<string> other)
    {
        ILookup<string, string> there = other.ToLookup(line => line, StringComparer.Ordinal);
        return from.GroupBy(line => line, StringComparer.Ordinal).SelectMany(group => group.Skip(there[group.Key].Count()));
    }
}
