using System.Globalization;

namespace Worker.Site.Components;

/// <summary>Shows enough of a secret or an address to recognize it by, and never all of it.</summary>
public static class Masked
{
    private const string Dots = "••••";
    private const int Tail = 4;

    // A token this short would be told by its last four characters.
    private const int LongEnough = 12;

    /// <summary>A payment token by its last four characters; a short one by nothing.</summary>
    public static string Token(string? token) => token is { Length: >= LongEnough } ? Dots + token[^Tail..] : Dots;

    /// <summary>An e-mail address by the first character of its name and the end of its domain: <c>l••••@••••.com</c>.</summary>
    public static string Email(string? address)
    {
        int at = address?.LastIndexOf('@') ?? -1;
        if (at < 1)
        {
            return Dots;
        }

        string name = address![..at];
        string domain = address[(at + 1)..];
        string first = name.Length > 1 ? StringInfo.GetNextTextElement(name) : "";
        int dot = domain.LastIndexOf('.');
        return $"{(first.Length < name.Length ? first : "")}{Dots}@{Dots}{(dot > 0 ? domain[dot..] : "")}";
    }
}
