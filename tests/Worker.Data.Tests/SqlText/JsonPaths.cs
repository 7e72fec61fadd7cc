using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>The properties that a statement reads from the JSON that carries a batch: both halves must read the same.</summary>
public static partial class JsonPaths
{
    public static IEnumerable<Finding> Compare(SqlFile sqlite, TSql sqlServer)
    {
        Dictionary<string, Finding> left = OfSqlite(sqlite);
        Dictionary<string, Finding> right = OfSqlServer(sqlServer);
        return
        [
            .. left.Where(path => !right.ContainsKey(path.Key)).Select(path => path.Value),
            .. right.Where(path => !left.ContainsKey(path.Key)).Select(path => path.Value),
        ];
    }

    private static Dictionary<string, Finding> OfSqlite(SqlFile file)
    {
        var paths = new Dictionary<string, Finding>(StringComparer.Ordinal);
        foreach (Match match in Extraction.Matches(SqlComments.Blank(file.Text)))
        {
            Group path = match.Groups["path"];
            paths.TryAdd(Plain(path.Value), file.FindingAt(path.Index, $"JSON's '{Plain(path.Value)}' is read here and not by the half for SQL Server"));
        }

        return paths;
    }

    private static Dictionary<string, Finding> OfSqlServer(TSql script)
    {
        var reader = new Reader(script);
        script.Tree.Accept(reader);

        // The whole of a value that is no object has no name.
        reader.Paths.Remove("$");
        return reader.Paths;
    }

    private static string Plain(string path) => path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    [GeneratedRegex(@"(->>?|\bjson_extract\s*\([^,()]*,)\s*'(?<path>[^']*)'", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Extraction { get; }

    private sealed class Reader(TSql script) : TSqlFragmentVisitor
    {
        public Dictionary<string, Finding> Paths { get; } = new(StringComparer.Ordinal);

        public override void Visit(SchemaDeclarationItemOpenjson node) =>
            Add(node, node.Mapping is StringLiteral path ? path.Value : node.ColumnDefinition.ColumnIdentifier.Value);

        public override void Visit(FunctionCall node)
        {
            if (node.FunctionName.Value.ToUpperInvariant() is "JSON_VALUE" or "JSON_QUERY" && node.Parameters is [_, StringLiteral path])
            {
                Add(path, path.Value);
            }
        }

        private void Add(TSqlFragment place, string path) =>
            Paths.TryAdd(Plain(path), script.FindingAt(place, $"JSON's '{Plain(path)}' is read here and not by the half for SQLite"));
    }
}
