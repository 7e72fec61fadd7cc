using System.Collections.Concurrent;
using Worker.Simulation.Execution;
using Worker.Simulation.Generation;

namespace Worker.Simulation;

/// <summary>A story that went wrong, cut as short as it could be.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Story">The short story.</param>
/// <param name="Findings">What is wrong in it.</param>
public sealed record FailedStory(int Seed, Story Story, IReadOnlyList<string> Findings)
{
    /// <summary>The story in lines, with the command that repeats it.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            $"Seed {Seed}:",
            .. StoryText.Lines(Story).Select(line => "  " + line),
            "is against the rules:",
            .. Findings.Take(8).Select(finding => "  " + finding),
            $"Again: worker-simulation --seeds 1 --from {Seed} --verbose",
        ]);
}

/// <summary>What became of many seeds.</summary>
public sealed record SeedReport(int Stories, int Runs, int Debits, int Crashes, IReadOnlyList<FailedStory> Failures);

/// <summary>Plays the stories of many seeds, side by side.</summary>
public static class SeedRunner
{
    /// <summary>Plays seeds; those that fail are shrunk.</summary>
    /// <param name="played">Is told of each seed that was played, from any thread.</param>
    /// <param name="cancellationToken">Stops before the next story.</param>
    public static async Task<SeedReport> RunAsync(IReadOnlyList<int> seeds, Action<int> played, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentBag<FailedStory>();
        int stories = 0;
        int runs = 0;
        int debits = 0;
        int crashCount = 0;
        await Parallel.ForEachAsync(
            seeds,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount), CancellationToken = cancellationToken },
            async (seed, _) =>
            {
                Story story = StoryGenerator.Draw(seed);
                Outcome outcome = await StoryShrinker.PlayAsync(story);
                Interlocked.Increment(ref stories);
                Interlocked.Add(ref runs, outcome.Runs);
                Interlocked.Add(ref debits, outcome.Debits);
                Interlocked.Add(ref crashCount, outcome.Crashes);
                if (outcome.Findings.Count > 0)
                {
                    (Story shorter, IReadOnlyList<string> findings) = await StoryShrinker.ShrinkAsync(story, outcome.Findings, StoryShrinker.PlayAsync);
                    failures.Add(new FailedStory(seed, shorter, findings));
                }

                played(seed);
            });
        return new SeedReport(stories, runs, debits, crashCount, [.. failures.OrderBy(failed => failed.Seed)]);
    }
}
