using System.Text.RegularExpressions;

namespace Worker.Data.Tests.SqlText;

/// <summary>SQL without its comments, every other character where it was.</summary>
public static partial class SqlComments
{
    public static string Blank(string sql) => CommentOrText.Replace(
        sql, match => match.Value.StartsWith('\'') ? match.Value : new string(' ', match.Length));

    [GeneratedRegex(@"'([^']|'')*'|--[^\n]*|/\*.*?\*/", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex CommentOrText { get; }
}
