using System.Text.RegularExpressions;

namespace Worker.Data.Sqlite;

/// <summary>
/// SQLite's text of a statement that both databases share. Its file is T-SQL; what SQLite writes otherwise is replaced as
/// <c>sql/README.md</c> lists it, and nothing else is. Every line stays the line it is in the file.
/// </summary>
internal static partial class SqliteDialect
{
    public static string Of(string tsql)
    {
        string? returning = null;
        string? written = null;
        return Difference.Replace(tsql, match =>
        {
            if (match.Groups["json"] is { Success: true, Value: string json })
            {
                return OfJson(json, match.Groups["columns"].Value);
            }

            if (match.Groups["output"] is { Success: true, Value: string output })
            {
                returning = OutputColumn.Replace(output, "${column}");
                return "";
            }

            if (match.Value == ";")
            {
                string end = returning is null ? ";" : $" returning {returning};";
                (returning, written) = (null, null);
                return end;
            }

            if (match.Groups["alias"] is { Success: true, Value: string alias })
            {
                written = alias;
                return $"update {match.Groups["table"].Value} as {alias}";
            }

            if (match.Groups["joined"] is { Success: true, Value: string joined })
            {
                return joined == written ? "from\n" : match.Value;
            }

            return match switch
            {
                _ when match.Groups["locks"].Success => new string('\n', match.Value.Count(sign => sign == '\n')),
                _ when match.Groups["collation"].Success => "",
                _ when match.Groups["count"] is { Success: true, Value: string count } => $"limit {count}",
                _ when match.Groups["date"] is { Success: true, Value: string date } => date,
                _ when match.Groups["expression"] is { Success: true, Value: string expression } => $"with {expression} as materialized (",
                _ => match.Value,
            };
        });
    }

    // Materialized, because json_each writes an object out anew for every field that is read of it.
    private static string OfJson(string json, string columns) =>
        ValuesOnly.IsMatch(columns)
            ? $"json_each({json})"
            : $"(with element as materialized (select value from json_each({json})) select {JsonColumn.Replace(columns, "value ->> '${path}' as ${name}")} from element)";

    // Comments and texts come first: nothing is replaced in them.
    [GeneratedRegex(
        """
        --[^\n]*
        | '([^']|'')*'
        | ^(?<locks>(declare\s+@|exec\s+@|if\s+@|select\s+@\w+\s*=)[^;]*;)
        | ^update\ (?<alias>\w+)(?=\nset\ [^;]*^from\ (?<table>\w+)\ as\ \k<alias>\ncross\ join\ )
        | ^from\ \w+\ as\ (?<joined>\w+)\ncross\ join\ 
        | ^output\ (?<output>[^\n]*)$
        | \bopenjson\((?<json>@\w+)\)\s+with\s+\((?<columns>([^()]|\([^()]*\))*)\)
        | (?<collation>\ collate\ \w+)
        | \boffset\ 0\ rows\ fetch\ next\ (?<count>@?\w+)\ rows\ only
        | \bconvert\(varchar\(10\),\ (?<date>[\w.@]+),\ 23\)
        | \bwith\ (?<expression>\w+)\ as\ \(
        | ;
        """,
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Difference { get; }

    [GeneratedRegex(@"(inserted|deleted)\.(?<column>\w+) as \[\k<column>\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OutputColumn { get; }

    [GeneratedRegex(@"^\s*value\s+\w+(\(\w+\))?\s+'\$'\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValuesOnly { get; }

    [GeneratedRegex(@"(?<name>\w+)\s+\w+(\(\w+\))?\s+'\$\.(?<path>\w+)'(\s+as\s+json)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex JsonColumn { get; }
}
