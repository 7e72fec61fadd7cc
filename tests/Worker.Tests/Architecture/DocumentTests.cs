using System.Text.RegularExpressions;
using Worker.Testing;

namespace Worker.Tests.Architecture;

/// <summary>What the documents say about where things are.</summary>
public sealed partial class DocumentTests
{
    private static readonly SourceFile Architecture = Documents().Single(page => page.Path == "docs/architecture.md");

    [Fact]
    public void Every_file_and_folder_that_a_document_names_is_there()
    {
        Assert.NotEmpty(Named.Matches(Architecture.Text));
        Assert.Empty(
            from page in Documents()
            from Match path in Named.Matches(page.Text)
            let place = RepositoryFile.Path(path.Value)
            where !File.Exists(place) && !Directory.Exists(place)
            select $"{page.Path}: {path.Value}");
    }

    [Fact]
    public void An_installment_s_day_is_followed_through_25_files_at_most()
    {
        string day = Architecture.Text.Split("### The same day in the code")[1].Split("\n## ")[0];

        Assert.InRange(Named.Matches(day).Select(path => path.Value).Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Distinct().Count(), 20, 25);
    }

    private static IEnumerable<SourceFile> Documents() =>
    [
        .. SourceFile.Under("docs", ".md").Where(page => !page.Path.StartsWith("docs/decisions/", StringComparison.Ordinal)),
        .. new[] { "README.md", "CONTRIBUTING.md", "sql/README.md" }.Select(path => new SourceFile(path, File.ReadAllText(RepositoryFile.Path(path)))),
    ];

    /// <summary>A path from the root of the repository; of one with a part to be filled in, what comes before.</summary>
    [GeneratedRegex("(?<=`)(src|sql|tests|docs)/[A-Za-z0-9._/-]*(?=[`<])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named { get; }
}
