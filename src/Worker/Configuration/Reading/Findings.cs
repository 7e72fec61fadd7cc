using System.ComponentModel.DataAnnotations;

namespace Worker.Configuration.Reading;

/// <summary>What reading the configuration brought to light: every error, and every key that was asked for.</summary>
internal sealed class Findings
{
    /// <summary>The suffix of a key whose value stands in a file.</summary>
    public const string FileSuffix = "File";

    private readonly List<string> errors = [];
    private readonly HashSet<string> keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> excused = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> refused = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Entry> entries = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Errors => errors;

    /// <summary>Every key that has a meaning here, given or not; a list and a table of amounts count as one key.</summary>
    public IReadOnlySet<string> Keys => keys;

    public void Refuse(string error) => errors.Add(error);

    public void Refuse(Entry entry, string allowed)
    {
        refused.Add(entry.Key);
        errors.Add($"{entry.Description}: {allowed}");
    }

    /// <summary>Refuses what a rule about several keys found. Where one of the keys has had its error already, nothing is added.</summary>
    public void Refuse(string section, ValidationResult result)
    {
        string[] names = [.. result.MemberNames.Select(name => ConfigurationPath.Combine(section, name))];
        if (names.Any(refused.Contains))
        {
            return;
        }

        if (names.Length > 1)
        {
            Refuse($"{string.Join(" and ", names)} are given: {result.ErrorMessage}");
        }
        else if (entries.TryGetValue(names[0], out Entry entry) && entry.Text.Length > 0)
        {
            Refuse(entry, result.ErrorMessage!);
        }
        else
        {
            Refuse($"{names[0]} is missing: {result.ErrorMessage}");
        }
    }

    public void Found(Entry entry) => entries[entry.Key] = entry;

    public void Know(string key) => keys.Add(key);

    /// <summary>A key that needs no error of its own: it is part of a list or table, or its error was told already.</summary>
    public void Excuse(string key) => excused.Add(key);

    /// <summary>Whether a given key has a meaning, as itself or with its value in a file, or its error was told already.</summary>
    public bool IsAccountedFor(string key) =>
        keys.Contains(key)
        || excused.Contains(key)
        || (key.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase) && keys.Contains(key[..^FileSuffix.Length]));
}
