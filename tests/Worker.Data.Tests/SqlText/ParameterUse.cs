namespace Worker.Data.Tests.SqlText;

/// <summary>
/// Compares the parameters that statements name with those that the code passes. An object that goes to several statements
/// may carry what only some of them name.
/// </summary>
public static class ParameterUse
{
    /// <summary>What is wrong.</summary>
    /// <param name="calls">What the code runs.</param>
    /// <param name="files">The statements' files.</param>
    /// <param name="parametersOf">The parameters that a file names, each with the finding there would be if nobody passed it.</param>
    public static IEnumerable<Finding> Check(
        StatementCalls calls, IReadOnlyList<SqlFile> files, Func<SqlFile, IReadOnlyDictionary<string, Finding>> parametersOf)
    {
        ILookup<string, (SqlFile File, IReadOnlyDictionary<string, Finding> Named)> byName =
            files.Select(file => (File: file, Named: parametersOf(file))).ToLookup(one => one.File.Name, StringComparer.Ordinal);
        return
        [
            .. calls.All.SelectMany(call => NotPassed(call, byName)),
            .. calls.All.Where(call => call.Passed is not null).GroupBy(call => call.Passed).SelectMany(group => NotNamed([.. group], byName)),
        ];
    }

    private static IEnumerable<Finding> NotPassed(
        StatementCall call, ILookup<string, (SqlFile File, IReadOnlyDictionary<string, Finding> Named)> byName)
    {
        if (call.Statement is null)
        {
            return [SourceCode.FindingAt(call.Place, "which statement is run here can't be told")];
        }

        return call.Parameters is null
            ? [SourceCode.FindingAt(call.Place, $"what parameters '{call.Statement}' is passed here can't be told")]
            : byName[call.Statement].SelectMany(one => one.Named.Where(named => !call.Parameters.Contains(named.Key)).Select(named => named.Value));
    }

    private static IEnumerable<Finding> NotNamed(
        IReadOnlyList<StatementCall> calls, ILookup<string, (SqlFile File, IReadOnlyDictionary<string, Finding> Named)> byName)
    {
        (SqlFile File, IReadOnlyDictionary<string, Finding> Named)[] run =
            [.. calls.SelectMany(call => call.Statement is null ? [] : byName[call.Statement]).DistinctBy(one => one.File)];
        foreach (string parameter in calls[0].Parameters ?? new HashSet<string>())
        {
            string[] sqlite = [.. run.Where(one => one.File.IsForSqlite && one.Named.ContainsKey(parameter)).Select(one => one.File.Name)];
            string[] sqlServer = [.. run.Where(one => one.File.IsForSqlServer && one.Named.ContainsKey(parameter)).Select(one => one.File.Name)];
            string names = string.Join(", ", calls.Select(call => $"'{call.Statement}'").Distinct(StringComparer.Ordinal));
            if (sqlite.Length + sqlServer.Length == 0)
            {
                yield return SourceCode.FindingAt(calls[0].Passed!, $"{names}: '{parameter}' is passed and named by no statement");
            }

            foreach (string half in sqlite.Except(sqlServer).Concat(sqlServer.Except(sqlite)))
            {
                // A statement of one database alone is compared with nothing.
                if (run.Any(one => one.File.Name == half && !one.Named.ContainsKey(parameter)))
                {
                    SqlFile file = run.First(one => one.File.Name == half && !one.Named.ContainsKey(parameter)).File;
                    yield return new Finding(file.Path, 1, 1, $"'@{parameter}' is named in the other half and not here");
                }
            }
        }
    }
}
