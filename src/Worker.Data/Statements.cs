using System.Collections.Concurrent;
using System.Reflection;

namespace Worker.Data;

/// <summary>
/// The SQL of this assembly, by name: <c>auto-debit/open-attempts</c> is <c>sql/statements/auto-debit/open-attempts.sql</c>
/// where both databases understand it, <c>….sqlite.sql</c> or <c>….sqlserver.sql</c> where they don't.
/// </summary>
/// <param name="provider">Whose half is meant where a statement has two.</param>
public sealed class Statements(DatabaseProvider provider)
{
    private static readonly Assembly Home = typeof(Statements).Assembly;
    private readonly ConcurrentDictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly string suffix = provider == DatabaseProvider.Sqlite ? ".sqlite.sql" : ".sqlserver.sql";

    /// <summary>The text of a statement.</summary>
    /// <exception cref="InvalidOperationException">There is no such statement for this database.</exception>
    public string this[string name] => texts.GetOrAdd(name, Read);

    private string Read(string name) =>
        ReadResource($"sql/statements/{name}{suffix}")
        ?? ReadResource($"sql/statements/{name}.sql")
        ?? throw new InvalidOperationException($"There is no statement '{name}' for {provider}.");

    internal static string? ReadResource(string path)
    {
        using Stream? stream = Home.GetManifestResourceStream(path);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    internal static IReadOnlyList<string> ResourcesUnder(string folder) =>
        [.. Home.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
