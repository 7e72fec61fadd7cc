using System.Globalization;
using System.Text.RegularExpressions;

namespace Worker.Ops.Components;

/// <summary>Shows enough of a secret or an address to recognize it by, and never all of it.</summary>
public static partial class Masked
{
    private const string Dots = "••••";
    private const int Tail = 4;

    // The last four characters of a token this short would give it away.
    private const int LongEnough = 12;
    private const int ShortestSecret = 6;

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

    /// <summary>A text with every e-mail address in it masked: what a mail server answers often names the address.</summary>
    public static string? Addresses(string? text) => text is null ? null : Address().Replace(text, match => Email(match.Value));

    /// <summary>A text in which a secret, where it stands there, is masked; one too short to be told from a word stays.</summary>
    public static string? Without(string? text, string secret) =>
        text is null || secret.Length < ShortestSecret ? text : text.Replace(secret, Token(secret), StringComparison.Ordinal);

    [GeneratedRegex(@"[^\s<>@:;,""'()\[\]]+@[^\s<>@:;,""'()\[\]]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Address();
}
