using System.Text.RegularExpressions;

namespace Worker.Tests.Architecture;

public sealed partial class SourceTests
{
    private static readonly IReadOnlyList<SourceFile> Code = SourceFile.Under("src", ".cs", ".razor");

    [Fact]
    public void No_SQL_stands_in_the_code() => AssertNone(Code, Sql);

    [Fact]
    public void No_code_looks_at_the_clock_or_naps_by_itself() => AssertNone(Code, Clock);

    [Fact]
    public void The_business_is_handed_its_clock() =>
        AssertNone([.. Code.Where(file => file.Path.StartsWith("src/Worker.Servicing/", StringComparison.Ordinal))], SystemClock);

    [Fact]
    public void Counters_switches_and_method_statuses_are_named_in_one_place() => AssertNone(Code, NameLiteral);

    [Fact]
    public void A_namespace_is_where_its_folder_is() => Assert.All(Code.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal)), file =>
    {
        string folder = file.Path["src/".Length..file.Path.LastIndexOf('/')].Replace('/', '.');
        Match declared = Namespace.Match(file.Text);
        Assert.True(!declared.Success || declared.Groups["name"].Value == folder, $"{file} declares {declared.Groups["name"]}");
    });

    [Fact]
    public void No_path_of_somebodys_machine_is_in_the_repository()
    {
        IReadOnlyList<SourceFile> texts =
        [
            .. SourceFile.Under("src", ".cs", ".razor", ".csproj", ".json"),
            .. SourceFile.Under("sql", ".sql"),
            .. SourceFile.Under("docs", ".md"),
            .. SourceFile.Under("tests", ".cs", ".csproj", ".props", ".json"),
            .. SourceFile.Under("build", ".props", ".targets", ".txt"),
        ];
        Assert.NotEmpty(texts);
        AssertNone(texts, MachinePath);
    }

    [Theory]
    [InlineData("""Execute("SELECT * from customer")""")]
    [InlineData("\"\"\"\n    insert into plan values (1)\n    \"\"\"")]
    [InlineData("""$"update customer set name = {name}" """)]
    [InlineData("""@"delete from customer" """)]
    public void SQL_would_be_seen(string text) => Assert.Matches(Sql, text);

    [Theory]
    [InlineData("await Task.Delay(100, token)")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1))")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("Thread.Sleep(1)")]
    public void A_look_at_the_clock_would_be_seen(string text) => Assert.Matches(Clock, text);

    [Theory]
    [InlineData("""tally.Count("debited", amount)""")]
    [InlineData("""return DebitDecision.Skip("noMethod");""")]
    [InlineData("""Counter = "withdrawn",""")]
    [InlineData("""switchesOff.Contains("debits")""")]
    [InlineData("""$"channel:{channel.Name}" """)]
    [InlineData("""row.Status == "active" """)]
    public void A_name_that_is_written_out_would_be_seen(string text) => Assert.Matches(NameLiteral, text);

    private static void AssertNone(IReadOnlyList<SourceFile> files, Regex pattern)
    {
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => pattern.Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));
    }

    [GeneratedRegex(
        "\"\\s*(select\\s|insert\\s+(or\\s+\\w+\\s+)?into\\s|update\\s+\\w+\\s+set\\s|delete\\s+from\\s|(create|alter|drop)\\s+(table|index|trigger)\\s|pragma\\s|with\\s+\\w+\\s+as\\s*\\()",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Sql { get; }

    [GeneratedRegex(
        "\\bDateTime(Offset)?\\.(Now|UtcNow|Today)\\b|\\bThread\\.Sleep\\b|\\bTask\\.Delay\\(\\s*([0-9]|TimeSpan\\.)|\\bStopwatch\\.|\\bEnvironment\\.TickCount",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Clock { get; }

    [GeneratedRegex(
        "\\b(Count|Skip)\\(\"[a-z]|\\bCounter = \"|Contains\\(\"debits\"|\\$\"channel:|Status == \"(active|suspended|revoked)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex NameLiteral { get; }

    [GeneratedRegex("TimeProvider\\.System\\b", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SystemClock { get; }

    [GeneratedRegex("^namespace (?<name>[\\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Namespace { get; }

    // Written so that it does not find itself.
    [GeneratedRegex("(?<![\\w.:}])/(work|tmp|root|home|Users)[/]|[A-Z]:\\\\Users", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex MachinePath { get; }
}
