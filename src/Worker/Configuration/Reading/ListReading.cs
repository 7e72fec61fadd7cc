using System.Globalization;

namespace Worker.Configuration.Reading;

/// <summary>Reads lists: of values, given as an array or as one text with commas, and of sections.</summary>
internal static class ListReading
{
    /// <summary>A list as one text with commas, however it was given.</summary>
    /// <inheritdoc cref="SectionReader.Read"/>
    public static T List<T>(this SectionReader section, string name, T fallback, TryParse<T> tryParse, string allowed)
    {
        IConfigurationSection list = section.Raw.GetSection(name);
        IConfigurationSection[] items = [.. list.GetChildren().Where(IsItem)];
        if (items.Length == 0)
        {
            return section.Read(name, fallback, tryParse, allowed);
        }

        section.Findings.Know(list.Path);
        foreach (IConfigurationSection item in items)
        {
            section.Findings.Excuse(item.Path);
        }

        string text = string.Join(", ", items.Select(item => item.Value));
        if (section.IsGiven(name))
        {
            section.Findings.Refuse($"{list.Path} is given as a list ('{Entry.OneLine(text)}') and as a text: one of the two");
            return fallback;
        }

        if (items.All(item => item.Value is not null) && tryParse(text, out T? value))
        {
            return value;
        }

        section.Refuse(name, text, allowed);
        return fallback;
    }

    /// <summary>Whole numbers of a range, each once, in any order.</summary>
    public static IReadOnlyList<int> Days(this SectionReader section, string name, IReadOnlyList<int> fallback, int least, int most)
    {
        return section.List<IReadOnlyList<int>>(
            name, fallback, TryDistinct, $"whole numbers of days from {least} to {most}, each once, or none");

        bool TryDistinct(string text, out IReadOnlyList<int> days) =>
            TryDays(text, least, most, out days) && days.Distinct().Count() == days.Count;
    }

    /// <summary>Whole numbers of a range with commas between them; nothing at all is an empty list.</summary>
    public static bool TryDays(string text, int least, int most, out IReadOnlyList<int> days)
    {
        string[] parts = Parts(text);
        var read = new List<int>(parts.Length);
        foreach (string part in parts)
        {
            if (!NumberReading.TryWhole(part, out int day) || day < least || day > most)
            {
                days = [];
                return false;
            }

            read.Add(day);
        }

        days = read;
        return true;
    }

    /// <summary>The parts of a text with commas; none for an empty text or <c>none</c>.</summary>
    public static string[] Parts(string text) => NumberReading.IsNone(text) ? [] : text.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>The sections of a list of sections; null where it is not given, or is something else, which is an error.</summary>
    public static IReadOnlyList<SectionReader>? Items(this SectionReader section, string name, string allowed)
    {
        IConfigurationSection list = section.Raw.GetSection(name);
        section.Findings.Know(list.Path);
        IConfigurationSection[] children = [.. list.GetChildren()];
        bool isList = children.All(child => IsItem(child) && string.IsNullOrEmpty(child.Value)) && string.IsNullOrEmpty(list.Value);
        if (isList)
        {
            return children.Length == 0 && list.Value is null ? null : [.. children.Select(section.Within)];
        }

        section.Findings.Refuse($"{list.Path} is no list of sections: {allowed}");
        foreach ((string key, _) in list.AsEnumerable())
        {
            section.Findings.Excuse(key);
        }

        return null;
    }

    private static bool IsItem(IConfigurationSection child) => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
