using CsvHelper;

namespace Worker.Site.Components;

internal static class CsvText
{
    // Spreadsheets set for Chinese or Japanese take these for = + - @. The writer's own escaping knows ASCII alone.
    private const string FullWidthSigns = "\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>Writes a text so that no spreadsheet takes it for a formula.</summary>
    public static void WriteText(this CsvWriter csv, string? text) =>
        csv.WriteField(text is [var first, ..] && FullWidthSigns.Contains(first, StringComparison.Ordinal) ? $"'{text}" : text ?? "");
}
