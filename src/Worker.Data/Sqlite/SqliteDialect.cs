using System.Text.RegularExpressions;

namespace Worker.Data.Sqlite;

/// <summary>
/// SQLite's text of a statement that both databases share. Its file is T-SQL; what is replaced, and by what, is the list in
/// <c>sql/README.md</c>. Every line stays the line it is in the file.
/// </summary>
internal static partial class SqliteDialect
{
    public static string Of(string tsql)
    {
        string? updated = null;
        string? returned = null;
        return Difference.Replace(tsql, Replace);

        string Replace(Match match)
        {
            string? Found(string group) => match.Groups[group] is { Success: true } found ? found.Value : null;

            if (Found("alias") is string alias)
            {
                updated = alias;
                return $"update {Found("table")} as {alias}";
            }

            if (Found("from") is string target)
            {
                return target == updated ? "from\n" : match.Value;
            }

            if (Found("output") is string columns)
            {
                returned = OutputColumn.Replace(columns, "${column}");
                return "";
            }

            if (Found("end") is not null)
            {
                string end = returned is null ? ";" : $" returning {returned};";
                (updated, returned) = (null, null);
                return end;
            }

            return Found("lock") is string locking ? new string('\n', locking.Count(sign => sign == '\n'))
                : Found("json") is string json ? OfJson(json, Found("columns")!)
                : Found("count") is string count ? $"limit {count}"
                : Found("expression") is string name ? $"with {name} as materialized ("
                : Found("date") is string date ? date
                : Found("collation") is not null ? ""
                : match.Value;
        }
    }

    // Materialized, because json_each writes an object out anew for every field that is read of it.
    private static string OfJson(string json, string columns) => ValuesOnly.IsMatch(columns)
        ? $"json_each({json})"
        : $"(with element as materialized (select value from json_each({json})) select{JsonColumn.Replace(columns, " value ->> '${path}' as ${name}")} from element)";

    // Comments and texts come first: nothing is replaced in them.
    [GeneratedRegex(
        """
        --[^\n]*
        | '([^']|'')*'
        | ^(?<lock>(declare\ @|exec\ @|if\ @|select\ @\w+\ =)[^;]*;)
        | ^update\ (?<alias>\w+)(?=\nset\ [^;]*\nfrom\ (?<table>\w+)\ as\ \k<alias>\ncross\ join\b)
        | ^from\ \w+\ as\ (?<from>\w+)\ncross\ join\b
        | ^output\ (?<output>[^\n]*)$
        | (?<end>;)
        | \bopenjson\((?<json>@\w+)\)\ with\ \((?<columns>([^()]|\([^()]*\))*)\)
        | \boffset\ 0\ rows\ fetch\ next\ (?<count>@?\w+)\ rows\ only
        | \bwith\ (?<expression>\w+)\ as\ \(
        | \bconvert\(varchar\(10\),\ (?<date>[\w.@]+),\ 23\)
        | (?<collation>\ collate\ \w+)
        """,
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Difference { get; }

    [GeneratedRegex(@"(inserted|deleted)\.(?<column>\w+) as \[\k<column>\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex OutputColumn { get; }

    [GeneratedRegex(@"^value \w+(\(\w+\))? '\$'$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex ValuesOnly { get; }

    [GeneratedRegex(@" *(?<name>\w+) +\w+(\(\w+\))? +'\$\.(?<path>\w+)'( as json)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex JsonColumn { get; }
}
