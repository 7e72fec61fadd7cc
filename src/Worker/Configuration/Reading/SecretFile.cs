using System.Diagnostics.CodeAnalysis;

namespace Worker.Configuration.Reading;

/// <summary>Values that stand in files, as containers and init systems hand out secrets.</summary>
internal static class SecretFile
{
    /// <summary>Reads a file as UTF-8 text, without the one line break that editors leave at its end; false with the reason.</summary>
    public static bool TryRead(string path, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? reason)
    {
        (text, reason) = (null, null);
        try
        {
            text = WithoutLastLineBreak(File.ReadAllText(path));
            return true;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            reason = "there is none";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            reason = $"it can't be read ({error.GetType().Name})";
        }

        return false;
    }

    private static string WithoutLastLineBreak(string text)
    {
        string rest = text.EndsWith('\n') ? text[..^1] : text;
        return rest.Length < text.Length && rest.EndsWith('\r') ? rest[..^1] : rest;
    }
}
