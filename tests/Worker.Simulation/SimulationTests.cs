using System.Diagnostics;
using Worker.Testing;

namespace Worker.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 200;
    private const int Sample = 24;

    [Fact]
    public async Task Nothing_that_happens_in_many_stories_is_against_the_rules()
    {
        var watch = Stopwatch.StartNew();
        IReadOnlyList<int> seeds = LongForm.Part([.. Enumerable.Range(1, Seeds)], Sample);
        SeedReport report = await SeedRunner.RunAsync(seeds, _ => { }, TestContext.Current.CancellationToken);
        output.WriteLine($"{report.Stories} stories, {report.Runs} runs, {report.Debits} orders sent, {report.Crashes} crashes in {watch.Elapsed.TotalSeconds:0.0} s");
        foreach (FailedStory failed in report.Failures)
        {
            output.WriteLine(failed.ToString());
        }

        Assert.Equal(seeds.Count, report.Stories);
        Assert.Empty(report.Failures.Select(failed => failed.Seed));
    }
}
