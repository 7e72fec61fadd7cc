using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;
using Worker.Simulation.Generation;

namespace Worker.Simulation;

/// <summary><c>worker-simulation --seeds N --from S</c>: any number of stories, with progress.</summary>
internal static class SeedsCommand
{
    public const string SeedsOption = "--seeds";

    public static RootCommand Build()
    {
        var seeds = new Option<int>(SeedsOption) { Description = "How many seeds.", Required = true };
        seeds.Validators.Add(result =>
        {
            if (result.GetValue(seeds) < 1)
            {
                result.AddError("--seeds takes a number from 1 on.");
            }
        });
        var from = new Option<int>("--from") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
        var verbose = new Option<bool>("--verbose") { Description = "Tell every story before it is played." };
        var command = new RootCommand("Plays stories drawn from seeds, and holds the worker against an oracle.") { seeds, from, verbose };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(from), parsed.GetValue(seeds), parsed.GetValue(verbose), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int from, int count, bool verbose, CancellationToken cancellationToken)
    {
        if (verbose)
        {
            foreach (int seed in Enumerable.Range(from, count))
            {
                Console.WriteLine($"Seed {seed}:");
                foreach (string line in StoryText.Lines(StoryGenerator.Draw(seed)))
                {
                    Console.WriteLine("  " + line);
                }
            }
        }

        var watch = Stopwatch.StartNew();
        SeedReport report = await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask("seeds", maxValue: count);
                return await SeedRunner.RunAsync([.. Enumerable.Range(from, count)], _ => bar.Increment(1), cancellationToken);
            });
        foreach (FailedStory failed in report.Failures)
        {
            Console.WriteLine(failed);
            Console.WriteLine();
        }

        Console.WriteLine(
            $"{report.Stories} seeds from {from}: {report.Runs} runs, {report.Debits} orders sent, {report.Crashes} crashes, {report.Failures.Count} failed. "
            + $"{watch.Elapsed.TotalSeconds:0.0} s, {report.Stories / watch.Elapsed.TotalSeconds:0.0} seeds/s.");
        return report.Failures.Count == 0 ? 0 : 1;
    }
}
