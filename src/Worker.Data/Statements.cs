using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace Worker.Data;

/// <summary>
/// The SQL of this assembly, by name: <c>auto-debit/open-attempts</c> is <c>sql/statements/auto-debit/open-attempts.sql</c>
/// where both databases understand it, <c>….sqlite.sql</c> or <c>….sqlserver.sql</c> where they don't.
/// </summary>
public sealed class Statements(DatabaseProvider provider)
{
    private static readonly Assembly Home = typeof(Statements).Assembly;

    // Where it is built on Windows, the folders of a resource's name are parted as paths are there.
    private static readonly FrozenDictionary<string, string> Resources =
        Home.GetManifestResourceNames().ToFrozenDictionary(name => name.Replace('\\', '/'), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly string suffix = provider == DatabaseProvider.Sqlite ? ".sqlite.sql" : ".sqlserver.sql";

    /// <exception cref="InvalidOperationException">There is no such statement for this database.</exception>
    public string this[string name] => texts.GetOrAdd(name, Read);

    private string Read(string name) =>
        ReadResource($"sql/statements/{name}{suffix}")
        ?? ReadResource($"sql/statements/{name}.sql")
        ?? throw new InvalidOperationException($"There is no statement '{name}' for {provider}.");

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
}
