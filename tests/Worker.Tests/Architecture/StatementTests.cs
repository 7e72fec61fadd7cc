using System.Text.RegularExpressions;

namespace Worker.Tests.Architecture;

/// <summary>How the statements in <c>sql/</c> are called; what is in them is looked at where the stores are tested.</summary>
public sealed partial class StatementTests
{
    [Fact]
    public void A_statement_file_is_named_in_kebab_case_with_at_most_its_database() => Assert.All(
        SourceFile.Under("sql/statements", ".sql"),
        file => Assert.Matches(FileName, file.Path));

    [GeneratedRegex("^sql/statements/[a-z-]+/[a-z0-9-]+(\\.sqlite|\\.sqlserver)?\\.sql$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex FileName { get; }
}
