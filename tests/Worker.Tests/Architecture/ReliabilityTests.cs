using System.Text.RegularExpressions;

namespace Worker.Tests.Architecture;

/// <summary>What the page on reliability says is shown by tests that are there.</summary>
public sealed partial class ReliabilityTests
{
    [Fact]
    public void Every_test_that_the_page_on_reliability_names_is_there()
    {
        string page = SourceFile.Under("docs", ".md").Single(file => Path.GetFileName(file.Path) == "reliability.md").Text;
        IReadOnlyList<SourceFile> sources = SourceFile.Under("tests", ".cs");
        MatchCollection named = Named.Matches(page);

        Assert.True(named.Count >= 30, $"The page names {named.Count} tests.");
        Assert.Empty(named
            .Where(test => !sources.Any(source =>
                Path.GetFileNameWithoutExtension(source.Path) == test.Groups["class"].Value
                && Regex.IsMatch(source.Text, $@"public (async Task|void|Task) {test.Groups["method"].Value}\(", RegexOptions.None, Regex.InfiniteMatchTimeout)))
            .Select(test => test.Value));
    }

    [GeneratedRegex("`(?<class>[A-Z][A-Za-z]+)\\.(?<method>[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Named { get; }
}
