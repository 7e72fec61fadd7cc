using System.Diagnostics.CodeAnalysis;

namespace Worker.Configuration.Reading;

/// <summary>Reads a value from the text of a key; false when it is not one.</summary>
internal delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>
/// Reads one section. A value that is not allowed becomes an error and the default takes its place, so that reading goes
/// on and all errors are found at once. What kinds of values there are is in the extensions beside.
/// </summary>
internal sealed class SectionReader(IConfigurationSection section, Findings findings)
{
    /// <summary>The section's last name: a channel's, a product's, the number of an item.</summary>
    public string Name => section.Key;

    public string Path => section.Path;

    /// <summary>The section and its values as they are.</summary>
    public IConfigurationSection Raw => section;

    public Findings Findings => findings;

    /// <summary>The full name of a key of this section.</summary>
    public string KeyOf(string name) => ConfigurationPath.Combine(Path, name);

    /// <summary>The value of a key, or the default where it is not given or not allowed.</summary>
    /// <param name="isSecret">The value is never shown.</param>
    public T Read<T>(string name, T fallback, TryParse<T> tryParse, string allowed, bool isSecret = false)
    {
        if (!TryFind(name, out Entry entry, isSecret))
        {
            return fallback;
        }

        if (tryParse(entry.Text, out T? value))
        {
            return value;
        }

        findings.Refuse($"{entry.Description}: {allowed}");
        return fallback;
    }

    /// <summary>The value of a key that must be given; null after an error.</summary>
    /// <inheritdoc cref="Read"/>
    public T? Required<T>(string name, TryParse<T> tryParse, string allowed, bool isSecret = false)
        where T : class
    {
        if (!IsGiven(name))
        {
            findings.Know(KeyOf(name));
            findings.Refuse($"{KeyOf(name)} is missing: {allowed}");
            return null;
        }

        return Read<T?>(name, null, (string text, out T? value) => tryParse(text, out value), allowed, isSecret);
    }

    /// <summary>Whether a key is given, itself or as a file.</summary>
    public bool IsGiven(string name) => section[name] is not null || section[name + Findings.FileSuffix] is not null;

    /// <summary>Whether an optional key has no value: not given, or empty.</summary>
    public bool IsLeftOut(string name) => string.IsNullOrEmpty(section[name]) && section[name + Findings.FileSuffix] is null;

    /// <summary>Refuses the value of a key for a reason that only shows beside other values.</summary>
    public void Refuse(string name, object? value, string allowed) =>
        findings.Refuse($"{KeyOf(name)} is '{Entry.OneLine($"{value}")}': {allowed}");

    /// <summary>The sections within, one for each name that stands there: channels, products.</summary>
    public IReadOnlyList<SectionReader> Named() => [.. section.GetChildren().Select(Within)];

    public SectionReader Within(IConfigurationSection child)
    {
        // What stands in it is accounted for key by key; that it is there, even empty, is no error.
        if (string.IsNullOrEmpty(child.Value))
        {
            findings.Excuse(child.Path);
        }

        return new SectionReader(child, findings);
    }

    private bool TryFind(string name, out Entry entry, bool isSecret)
    {
        string key = KeyOf(name);
        findings.Know(key);
        entry = default;
        string? text = section[name];
        if (section[name + Findings.FileSuffix] is { } file)
        {
            return TryFindInFile(key, text, file, out entry);
        }

        if (text is null)
        {
            return false;
        }

        entry = isSecret ? Entry.Secret(key, text) : Entry.Plain(key, text);
        return true;
    }

    private bool TryFindInFile(string key, string? text, string file, out Entry entry)
    {
        entry = default;
        string fileKey = key + Findings.FileSuffix;
        if (text is not null)
        {
            findings.Refuse($"{fileKey} is '{Entry.OneLine(file)}', and {key} is given too: one of the two");
            return false;
        }

        if (!SecretFile.TryRead(file, out string? content, out string? reason))
        {
            findings.Refuse($"{fileKey} is '{Entry.OneLine(file)}': the path of a file that holds the value; {reason}");
            return false;
        }

        entry = Entry.FromFile(fileKey, file, content);
        return true;
    }
}
