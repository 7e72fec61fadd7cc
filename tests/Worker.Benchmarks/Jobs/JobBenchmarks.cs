using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Worker.Benchmarks.Jobs;

/// <summary>
/// Whole jobs over a book of any size: <c>[--installments N] [--due N] [--overdue N] [--job NAME]</c>. Prints items per second
/// and peak memory of each job beside two baselines on the same data: the loop most people write, and the floor of the barest
/// statements. Each job, its floor and its loop have a process of their own, so that no memory is another job's.
/// </summary>
public static class JobBenchmarks
{
    private const string Child = "--child";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [Child, string path, string what])
        {
            await MeasureAsync(path, what);
            return 0;
        }

        int installments = Number(args, "--installments", 1_000_000);
        int due = Number(args, "--due", (int)(installments * 0.033));
        int overdue = Number(args, "--overdue", (int)(installments * 0.05));
        string? only = args.SkipWhile(arg => arg != "--job").Skip(1).FirstOrDefault();

        // On a disk, where a commit costs what it costs; tests keep their files in memory.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("installment-worker-benchmark-");
        try
        {
            await MeasureAllAsync(new BenchmarkBook(Path.Combine(folder.FullName, "book.db"), installments, due, overdue), only);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAllAsync(BenchmarkBook book, string? only)
    {
        AnsiConsole.MarkupLineInterpolated($"Building a book of [bold]{book.Installments:N0}[/] installments, {book.Due:N0} due, {book.Overdue:N0} overdue");
        await book.BuildAsync(CancellationToken.None);

        var table = new Table().AddColumns("job", "what", "items", "seconds", "CPU s", "items/s", "peak MB");
        foreach (string job in JobCase.All.Select(one => one.Job).Where(job => only is null || job == only))
        {
            foreach (string line in await SpawnAsync(book.Path, job))
            {
                table.AddRow(line.Split('\t'));
            }
        }

        AnsiConsole.Write(table);
    }

    private static async Task MeasureAsync(string path, string name)
    {
        JobCase job = JobCase.All.Single(one => one.Job == name);
        await using var bench = new JobBench(new BenchmarkBook(path, 0, 0, 0));
        Print(name, "job", await bench.JobAsync(job));
        Print("", "floor", await bench.FloorAsync(job));
        Print("", "loop", await bench.LoopAsync(job));
    }

    private static void Print(string job, string what, Measurement measured) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{job}\t{what}\t{measured.Items:N0}\t{measured.Elapsed.TotalSeconds:F2}\t{measured.Processor.TotalSeconds:F2}\t{measured.PerSecond:N0}\t{measured.PeakBytes / 1e6:F0}"));

    private static async Task<string[]> SpawnAsync(string path, string job)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(JobBenchmarks).Assembly.Location);
        }

        foreach (string argument in new[] { Child, path, job })
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"Measuring {job} ended with exit code {process.ExitCode}.");
    }

    private static int Number(string[] args, string name, int otherwise) =>
        args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault() is string text
            ? int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : otherwise;
}
