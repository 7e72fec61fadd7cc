using System.Globalization;
using Spectre.Console;
using Worker.Testing;

namespace Worker.Benchmarks.Jobs;

/// <summary>
/// Whole jobs over a book of any size: <c>[--installments N] [--due N] [--overdue N] [--job NAME]</c>. Prints items per second
/// and peak memory of each job beside two baselines: the loop most people write, and the floor of the barest statements.
/// </summary>
public static class JobBenchmarks
{
    public static async Task<int> RunAsync(string[] args)
    {
        int installments = Number(args, "--installments", 1_000_000);
        int due = Number(args, "--due", (int)(installments * 0.033));
        int overdue = Number(args, "--overdue", (int)(installments * 0.05));
        string? only = args.SkipWhile(arg => arg != "--job").Skip(1).FirstOrDefault();
        using var folder = new TemporaryFolder();
        var book = new BenchmarkBook(folder.File("book.db"), installments, due, overdue);
        AnsiConsole.MarkupLineInterpolated($"Building a book of [bold]{installments:N0}[/] installments, {due:N0} due, {overdue:N0} overdue");
        await book.BuildAsync(CancellationToken.None);

        var table = new Table().AddColumns("job", "what", "items", "seconds", "items/s", "peak MB");
        foreach (JobCase job in JobCase.All.Where(one => only is null || one.Job == only))
        {
            await using var bench = await JobBench.StartAsync(book);
            Add(table, job.Job, "job", await bench.JobAsync(job));
            Add(table, "", "floor", await bench.FloorAsync(job));
            Add(table, "", "loop", await bench.LoopAsync(job));
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static void Add(Table table, string job, string what, Measurement measured) => table.AddRow(
        job,
        what,
        measured.Items.ToString("N0", CultureInfo.InvariantCulture),
        measured.Elapsed.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture),
        measured.PerSecond.ToString("N0", CultureInfo.InvariantCulture),
        (measured.PeakBytes / 1e6).ToString("F0", CultureInfo.InvariantCulture));

    private static int Number(string[] args, string name, int otherwise) =>
        args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault() is string text
            ? int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : otherwise;
}
