namespace Worker.Configuration.Reading;

/// <summary>A key that was given: its text, and what an error may say about it.</summary>
internal readonly record struct Entry(string Key, string Text, string Description)
{
    private const int LongestShown = 100;

    public static Entry Plain(string key, string text) => new(key, text, $"{key} is '{OneLine(text)}'");

    public static Entry Secret(string key, string text) => new(key, text, $"{key} is given (value not shown)");

    /// <summary>An entry whose value stood in a file: the file is shown, never what is in it.</summary>
    public static Entry FromFile(string key, string file, string text) =>
        new(key, text, $"{key}{Findings.FileSuffix} is '{OneLine(file)}' (content not shown)");

    /// <summary>A value as it can stand in a line of an error text.</summary>
    public static string OneLine(string text, int longest = LongestShown)
    {
        string line = string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));
        return line.Length > longest ? line[..longest] + "…" : line;
    }
}
