using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace Worker.Data.Tests.SqlText;

/// <summary>Compares the statements that the code names with the files there are, for each database.</summary>
public static class StatementNames
{
    public static IEnumerable<Finding> Check(StatementCalls calls, IReadOnlyList<SqlFile> files)
    {
        ILookup<string, SqlFile> byName = files.ToLookup(file => file.Name, StringComparer.Ordinal);
        foreach ((string? statement, SyntaxNode name, _) in calls.Named)
        {
            if (statement is null)
            {
                yield return SourceCode.FindingAt(name, "which statement is named here can't be told");
            }
            else if (!byName.Contains(statement))
            {
                yield return SourceCode.FindingAt(name, $"there is no statement '{statement}'");
            }
        }

        HashSet<string> run = calls.All.Select(call => call.Statement ?? "").ToHashSet(StringComparer.Ordinal);
        ILookup<string, string> places = calls.Named.ToLookup(one => one.Statement ?? "", one => one.Place.SyntaxTree.FilePath, StringComparer.Ordinal);
        foreach (IGrouping<string, SqlFile> statement in byName)
        {
            SqlFile file = statement.First();
            if (!run.Contains(statement.Key))
            {
                yield return new Finding(file.Path, 1, 1, $"nobody runs '{statement.Key}'");
            }

            string folder = statement.Key.Split('/')[0];
            string[] folders = [.. places[statement.Key].Select(FolderOf).Distinct().Order(StringComparer.Ordinal)];
            if (folders.Length > 0 && !folders.Contains(folder))
            {
                yield return new Finding(file.Path, 1, 1, $"'{statement.Key}' is looked for in {string.Join(" or ", folders)}/");
            }

            if (statement.Count(half => half.IsForSqlite) > 1 || statement.Count(half => half.IsForSqlServer) > 1)
            {
                yield return new Finding(file.Path, 1, 1, $"'{statement.Key}' is there twice for one database");
            }

            foreach (SqlFile half in statement)
            {
                string elsewhere = half.IsShared ? "nowhere" : half.IsForSqlite ? "src/Worker.Data/SqlServer/" : "src/Worker.Data/Sqlite/";
                string[] users =
                [
                    .. places[statement.Key].Where(path => !path.StartsWith(elsewhere, StringComparison.Ordinal))
                        .Select(path => Path.GetFileNameWithoutExtension(path)).Distinct().Order(StringComparer.Ordinal),
                ];
                int start = half.Text.Length - half.Text.TrimStart().Length;
                string first = half.Text[start..].Split('\n')[0];
                if (users.Length > 1 && !(first.StartsWith("-- Used by ", StringComparison.Ordinal) && users.All(user => first.Contains(user, StringComparison.Ordinal))))
                {
                    yield return half.FindingAt(start, $"'{statement.Key}' does not begin by saying that it is used by {string.Join(", ", users)}");
                }
            }

            foreach ((bool isThere, string other, string code) in new[]
            {
                (statement.Any(half => half.IsForSqlite), "SQLite", "src/Worker.Data/SqlServer/"),
                (statement.Any(half => half.IsForSqlServer), "SQL Server", "src/Worker.Data/Sqlite/"),
            })
            {
                if (!isThere && !places[statement.Key].All(path => path.StartsWith(code, StringComparison.Ordinal)))
                {
                    yield return new Finding(file.Path, 1, 1, $"'{statement.Key}' is missing for {other}, and is run outside of {code}");
                }
            }
        }
    }

    /// <summary>Statements lie in a folder named after the file that uses them: <c>late-fee/</c> of <c>LateFeeStore.cs</c>.</summary>
    private static string FolderOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return JsonNamingPolicy.KebabCaseLower.ConvertName(name.EndsWith("Store", StringComparison.Ordinal) ? name[..^"Store".Length] : name);
    }
}
