using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using Worker.Data.Sqlite;

namespace Worker.Data;

/// <summary>
/// The SQL of this assembly, by name: <c>auto-debit/partition</c> is <c>sql/statements/auto-debit/partition.sql</c>, in T-SQL, of which
/// <see cref="SqliteDialect"/> makes SQLite's text; or <c>….sqlite.sql</c> and <c>….sqlserver.sql</c> where the two differ in
/// meaning. A file may hold several: each then begins with <c>-- name: cut</c>.
/// </summary>
public sealed partial class Statements(DatabaseProvider provider)
{
    private const string Folder = "sql/statements/";

    private static readonly Assembly Home = typeof(Statements).Assembly;

    // Where it is built on Windows, the folders of a resource's name are separated as in its paths.
    private static readonly FrozenDictionary<string, string> Resources =
        Home.GetManifestResourceNames().ToFrozenDictionary(name => name.Replace('\\', '/'), StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, string>> Texts = new(() => ResourcesUnder(Folder)
        .Select(path => (Path: path, Text: ReadResource(path)!))
        .SelectMany(file => In(file.Path, file.Text).Select(one => (one.Key, Text: file.Text[one.Place])))
        .ToFrozenDictionary(one => one.Key, one => one.Text, StringComparer.Ordinal));

    private static readonly ConcurrentDictionary<(DatabaseProvider, string), string> Derived = new();

    /// <exception cref="InvalidOperationException">There is no such statement for this database.</exception>
    public string this[string name] => Derived.GetOrAdd((provider, name), static one => Read(one.Item1, one.Item2));

    private static string Read(DatabaseProvider provider, string name)
    {
        bool isSqlite = provider == DatabaseProvider.Sqlite;
        if (Texts.Value.TryGetValue($"{name}{(isSqlite ? ".sqlite.sql" : ".sqlserver.sql")}", out string? own))
        {
            return own;
        }

        string shared = Texts.Value.GetValueOrDefault($"{name}.sql") ?? throw new InvalidOperationException($"There is no statement '{name}' for {provider}.");
        return isSqlite ? SqliteDialect.Of(shared) : shared;
    }

    /// <summary>The statements of a file, each with what it would be called in a file of its own: <c>auto-debit/partition.sql</c>.</summary>
    internal static IEnumerable<(string Key, Range Place)> In(string path, string text)
    {
        MatchCollection names = Name.Matches(text);
        if (names.Count == 0)
        {
            return [(path[Folder.Length..], Range.All)];
        }

        string folder = path[Folder.Length..(path.LastIndexOf('/') + 1)];
        string suffix = path[path.IndexOf('.', StringComparison.Ordinal)..];
        return names.Select((name, place) => (
            $"{folder}{name.Groups["name"].Value}{suffix}",
            (name.Index + name.Length)..(place + 1 < names.Count ? names[place + 1].Index : text.Length)));
    }

    internal static string? ReadResource(string path)
    {
        if (!Resources.TryGetValue(path, out string? resource))
        {
            return null;
        }

        using var reader = new StreamReader(Home.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    internal static IReadOnlyList<string> ResourcesUnder(string folder) =>
        [.. Resources.Keys.Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^-- name: (?<name>[a-z0-9-]+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Name { get; }
}
