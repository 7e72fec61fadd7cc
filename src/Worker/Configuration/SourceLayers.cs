using System.Globalization;

namespace Worker.Configuration;

/// <summary>
/// Lays sources over each other, later ones over earlier ones. Beyond what configuration does by itself: a list in a later
/// file takes the place of the earlier list whole (by itself, the tail of a longer list would stay, and two late-fee
/// policies would become a mixture of both), a text takes the place of a list and the other way round, and a value takes
/// the place of a value in a file and the other way round.
/// </summary>
internal sealed class SourceLayers
{
    private const string FileSuffix = Reading.Findings.FileSuffix;

    private readonly Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every key with its value; null for one that a later source took back.</summary>
    public IReadOnlyDictionary<string, string?> Values => values;

    /// <param name="replacesLists">
    /// True for files, which give lists whole; false for sources that name single keys, where <c>LateFees:default:0:graceDays</c>
    /// means that one value.
    /// </param>
    public void Lay(IConfiguration source, bool replacesLists)
    {
        KeyValuePair<string, string?>[] leaves =
        [
            .. source.AsEnumerable().Where(pair => pair.Value is not null || !source.GetSection(pair.Key).GetChildren().Any()),
        ];
        foreach (string key in leaves.Select(leaf => leaf.Key))
        {
            RemoveRivals(key, replacesLists);
        }

        foreach ((string key, string? value) in leaves)
        {
            values[key] = value;
        }
    }

    private void RemoveRivals(string key, bool replacesLists)
    {
        RemoveList(key);
        values.Remove(key + FileSuffix);
        if (key.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase))
        {
            values.Remove(key[..^FileSuffix.Length]);
            RemoveList(key[..^FileSuffix.Length]);
        }

        for (string? parent = ConfigurationPath.GetParentPath(key), child = key;
            parent is not null;
            child = parent, parent = ConfigurationPath.GetParentPath(parent))
        {
            if (!IsNumber(ConfigurationPath.GetSectionKey(child)))
            {
                continue;
            }

            values.Remove(parent);
            values.Remove(parent + FileSuffix);
            if (replacesLists)
            {
                RemoveList(parent);
            }
        }
    }

    private void RemoveList(string key)
    {
        string prefix = key + ConfigurationPath.KeyDelimiter;
        string[] items = [.. values.Keys.Where(existing => existing.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && IsNumber(ItemOf(existing, prefix)))];

        // Only a first item tells a list from products or channels whose names are numbers.
        if (items.Any(item => ItemOf(item, prefix) == "0"))
        {
            Array.ForEach(items, item => values.Remove(item));
        }
    }

    private static string ItemOf(string key, string prefix) => key[prefix.Length..].Split(ConfigurationPath.KeyDelimiter)[0];

    private static bool IsNumber(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
