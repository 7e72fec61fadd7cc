using System.Text.Json;
using System.Text.RegularExpressions;
using Worker.Servicing.Import;

namespace Worker.Tests.Architecture;

/// <summary>The statements in <c>sql/</c> and the code that asks for them by name.</summary>
public sealed partial class StatementTests
{
    private static readonly IReadOnlySet<string> Files = SourceFile.Under("sql/statements", ".sql")
        .Select(file => file.Path["sql/statements/".Length..].Split('.')[0])
        .ToHashSet(StringComparer.Ordinal);

    private static readonly string Stores = string.Join('\n', SourceFile.Under("src/Worker.Data", ".cs").Select(file => file.Text));

    [Fact]
    public void Every_statement_that_the_code_names_exists()
    {
        string[] named = [.. Named(), .. Composed()];

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Files, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_statement_is_used() => Assert.Empty(Files.Except([.. Named(), .. Composed()], StringComparer.Ordinal));

    [Fact]
    public void A_statement_that_one_database_alone_understands_says_which() => Assert.All(
        SourceFile.Under("sql/statements", ".sql"),
        file => Assert.Matches(FileName, file.Path));

    /// <summary>Names that stand in the code whole, in a folder that exists.</summary>
    private static IEnumerable<string> Named()
    {
        var folders = Files.Select(name => name.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        return Name.Matches(Stores).Select(match => match.Groups["name"].Value).Where(name => folders.Contains(name.Split('/')[0]));
    }

    /// <summary>Names that the code puts together: a file or a check of an import, a check of the doctor.</summary>
    private static IEnumerable<string> Composed()
    {
        foreach (ImportFile file in ImportFile.All)
        {
            string name = Path.GetFileNameWithoutExtension(file.Name).Replace('_', '-');
            yield return $"import/count-{name}";
            yield return $"import/stage-{name}";
            yield return $"import/apply-{name}";
        }

        foreach (ImportCheckKind check in Enum.GetValues<ImportCheckKind>())
        {
            yield return $"import/{JsonNamingPolicy.KebabCaseLower.ConvertName(check.ToString())}";
        }

        string checks = string.Join('\n', SourceFile.Under("src/Worker.Servicing/Operators", ".cs").Select(file => file.Text));
        foreach (string file in Files.Where(file => file.StartsWith("doctor/", StringComparison.Ordinal)))
        {
            if (checks.Contains($"\"{file["doctor/".Length..]}\"", StringComparison.Ordinal))
            {
                yield return file;
            }
        }
    }

    [GeneratedRegex("\"(?<name>[a-z-]+/[a-z0-9-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Name { get; }

    [GeneratedRegex("^sql/statements/[a-z-]+/[a-z0-9-]+(\\.sqlite|\\.sqlserver)?\\.sql$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName { get; }
}
