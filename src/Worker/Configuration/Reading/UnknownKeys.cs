namespace Worker.Configuration.Reading;

/// <summary>
/// Finds keys that nothing asks for: a typing error in a setting about money must not pass silently. Their values are
/// never shown, since any of them may be a secret under a wrong name.
/// </summary>
internal static class UnknownKeys
{
    private static readonly string[] Foreign =
        ["AllowedHosts", "ConnectionStrings", "HostOptions", "Kestrel", "Logging", "OpenTelemetry", "Serilog", "Urls"];

    /// <summary>Adds an error for each key that nothing asked for, after every section was read.</summary>
    public static void Refuse(IConfiguration configuration, IReadOnlyList<string> sections, Findings findings)
    {
        foreach (IConfigurationSection top in configuration.GetChildren())
        {
            if (!sections.Contains(top.Key, StringComparer.OrdinalIgnoreCase))
            {
                RefuseLookalike(top, sections, findings);
            }
            else if (!string.IsNullOrEmpty(top.Value))
            {
                findings.Refuse($"{top.Key} has a value of its own: it is a section with keys");
            }
            else
            {
                RefuseWithin(top, findings);
            }
        }
    }

    private static void RefuseLookalike(IConfigurationSection top, IReadOnlyList<string> sections, Findings findings)
    {
        if (Foreign.Contains(top.Key, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        if (top.Key.Equals("Worker", StringComparison.OrdinalIgnoreCase))
        {
            findings.Refuse($"{top.Key} is no section: {string.Join(", ", sections)} stand at the top");
        }
        else if (EditDistance.Nearest(top.Key, sections, Math.Max(1, top.Key.Length / 4)) is { } meant)
        {
            findings.Refuse($"{Entry.OneLine(top.Key)} is no section; {meant} is");
        }
    }

    private static void RefuseWithin(IConfigurationSection section, Findings findings)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            bool isLeaf = child.Value is not null || !child.GetChildren().Any();
            if (isLeaf && !findings.IsAccountedFor(child.Path))
            {
                findings.Refuse($"{Entry.OneLine(child.Path)} {FormerName(child.Path, findings) ?? $"is no key{Advice(child.Path, findings.Keys)}"}");
            }

            RefuseWithin(child, findings);
        }
    }

    // Keys of earlier releases: what was called Maximum... is Max... everywhere.
    private static string? FormerName(string key, Findings findings)
    {
        if (key.Equals("Engine:Kind", StringComparison.OrdinalIgnoreCase))
        {
            return "is no key any more: Hangfire is the only engine; leave the key out";
        }

        string name = key.Replace(":Maximum", ":Max", StringComparison.OrdinalIgnoreCase)
            .Replace("Runs:Lanes", "Runs:MaxParallelSlices", StringComparison.OrdinalIgnoreCase);
        bool isKnown = name != key && (findings.IsAccountedFor(name) || findings.IsAccountedFor(ConfigurationPath.GetParentPath(name)!));
        return isKnown ? $"has a new name: {name}" : null;
    }

    private static string Advice(string key, IReadOnlySet<string> known)
    {
        IEnumerable<string> candidates = key.EndsWith(Findings.FileSuffix, StringComparison.OrdinalIgnoreCase)
            ? known.Select(candidate => candidate + Findings.FileSuffix)
            : known;

        // The slip may be further up: a table's name rather than the name in it.
        for (string wrong = key, parent = ParentOf(wrong); parent.Length > 0; wrong = parent, parent = ParentOf(wrong))
        {
            int lastName = wrong.Length - parent.Length - 1;
            if (EditDistance.Nearest(wrong, candidates, Math.Max(2, lastName / 2)) is { } meant)
            {
                return $"; {meant} is";
            }

            if (NamesIn(parent, known) is { Length: > 0 } names)
            {
                return $"; {parent} has {string.Join(", ", names)}";
            }
        }

        return "";
    }

    private static string[] NamesIn(string section, IReadOnlySet<string> known) =>
    [
        .. known.Where(key => ParentOf(key).Equals(section, StringComparison.OrdinalIgnoreCase))
            .Select(key => key[(section.Length + 1)..])
            .Order(StringComparer.Ordinal),
    ];

    private static string ParentOf(string key) => ConfigurationPath.GetParentPath(key) ?? "";
}

/// <summary>How many letters two names differ by (Levenshtein), case apart.</summary>
internal static class EditDistance
{
    /// <summary>The number of letters to insert, remove or replace to make one of the other.</summary>
    public static int Between(string one, string other)
    {
        int[] above = [.. Enumerable.Range(0, other.Length + 1)];
        for (int row = 1; row <= one.Length; row++)
        {
            int[] current = new int[other.Length + 1];
            current[0] = row;
            for (int column = 1; column <= other.Length; column++)
            {
                bool isSame = char.ToUpperInvariant(one[row - 1]) == char.ToUpperInvariant(other[column - 1]);
                current[column] = Math.Min(
                    Math.Min(above[column], current[column - 1]) + 1,
                    above[column - 1] + (isSame ? 0 : 1));
            }

            above = current;
        }

        return above[^1];
    }

    /// <summary>The nearest of some names, if it is near enough to be meant; null otherwise.</summary>
    public static string? Nearest(string name, IEnumerable<string> known, int most) =>
        known
            .Select(candidate => (Name: candidate, Distance: Between(name, candidate)))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
}
