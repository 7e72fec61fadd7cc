using System.Text.RegularExpressions;
using Worker.Testing;

namespace Worker.Tests.Site;

public sealed partial class TextsTests
{
    private static readonly IReadOnlyList<string> Sources =
        [.. RepositoryFile.Under("src/Worker.Ops", ".cs", ".razor").Select(file => File.ReadAllText(RepositoryFile.Path(file)))];

    public static TheoryData<string, string> Areas()
    {
        var areas = new TheoryData<string, string>();
        foreach (Match area in Sources.SelectMany(source => Area.Matches(source)))
        {
            areas.Add(area.Groups["area"].Value, area.Groups["file"].Value.Replace('.', '/'));
        }

        return areas;
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void Every_text_is_used_and_every_text_that_is_used_is_there(string area, string file)
    {
        string[] keys = [.. ResourceFile.Read($"src/Worker.Ops/{file}.resx").Keys];
        IEnumerable<string> used = Sources.SelectMany(source => UsesOf(area, source)).SelectMany(use => use.Groups["kind"].Success
            ? keys.Where(key => key.StartsWith(use.Groups["kind"].Value + '_', StringComparison.Ordinal)).DefaultIfEmpty(use.Value)
            : [use.Groups["key"].Value]);

        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
    }

    /// <summary>A text by its key, or one of a kind of names, whose keys begin with the kind.</summary>
    private static IEnumerable<Match> UsesOf(string area, string source)
    {
        string? local = Local.Match(source) is { Success: true } named ? named.Groups["area"].Value : null;
        return Use.Matches(source).Where(use => (use.Groups["area"].Success ? use.Groups["area"].Value : local) == area);
    }

    [GeneratedRegex("""public static Texts (?<area>\w+) \{ get; \} = new\("(?<file>[\w.]+)"\);""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Area { get; }

    [GeneratedRegex(@"Texts text = Texts\.(?<area>\w+);", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Local { get; }

    [GeneratedRegex("""(?<![\w.])(?:Texts\.(?<area>\w+)|text)(?:\["(?<key>[\w-]+)"|\.Name\("(?<kind>\w+)"|\.Find\(\$"(?<kind>\w+)_\{)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Use { get; }
}
