using System.Diagnostics;

namespace Worker.Faults.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 200;

    [Fact]
    public async Task Nothing_that_happens_in_200_stories_is_against_the_rules()
    {
        var watch = Stopwatch.StartNew();
        SeedReport report = await SeedRunner.RunAsync(1, Seeds, _ => { }, TestContext.Current.CancellationToken);
        output.WriteLine($"{report.Stories} stories, {report.Runs} runs, {report.Debits} orders sent in {watch.Elapsed.TotalSeconds:0.0} s");
        foreach (FailedStory failed in report.Failures)
        {
            output.WriteLine(failed.ToString());
        }

        Assert.Equal(Seeds, report.Stories);
        Assert.Empty(report.Failures.Select(failed => failed.Seed));
    }
}
