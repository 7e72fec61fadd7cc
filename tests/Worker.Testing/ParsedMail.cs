using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Worker.Testing;

/// <summary>A multipart/alternative mail, decoded: as much of MIME as our own mails use.</summary>
/// <param name="Headers">In their order, unfolded, still encoded.</param>
/// <param name="Text">The text/plain part.</param>
/// <param name="Html">The text/html part.</param>
public sealed partial record ParsedMail(IReadOnlyList<KeyValuePair<string, string>> Headers, string Text, string Html)
{
    /// <summary>The one value of a header, encoded words decoded; null when it is missing, an error when it stands twice.</summary>
    public string? Header(string name)
    {
        string? value = Headers.SingleOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is null ? null : DecodeWords(value);
    }

    public static ParsedMail Parse(string mail)
    {
        (List<KeyValuePair<string, string>> headers, string body) = Split(mail);
        string contentType = Value(headers, "Content-Type");
        string boundary = Boundary().Match(contentType).Groups["boundary"].Value;
        if (!contentType.StartsWith("multipart/alternative", StringComparison.Ordinal) || boundary.Length == 0)
        {
            throw new FormatException($"Not multipart/alternative: {contentType}");
        }

        string[] pieces = ("\r\n" + body).Split("\r\n--" + boundary);
        if (pieces.Length != 4 || !pieces[3].StartsWith("--", StringComparison.Ordinal))
        {
            throw new FormatException($"{pieces.Length} pieces instead of a preamble, two parts and an end.");
        }

        return new ParsedMail(headers, Part(pieces[1], "text/plain"), Part(pieces[2], "text/html"));
    }

    private static string Part(string piece, string mediaType)
    {
        (List<KeyValuePair<string, string>> headers, string body) = Split(piece[2..]);
        if (!Value(headers, "Content-Type").StartsWith(mediaType + "; charset=utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"{Value(headers, "Content-Type")} where {mediaType} in UTF-8 belongs.");
        }

        return Value(headers, "Content-Transfer-Encoding") switch
        {
            "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body)),
            "quoted-printable" => Encoding.UTF8.GetString(DecodeQuotedPrintable(body)),
            string other => throw new FormatException($"Unexpected transfer encoding {other}."),
        };
    }

    private static (List<KeyValuePair<string, string>> Headers, string Body) Split(string entity)
    {
        int end = entity.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string unfolded = entity[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal);
        return (
            [.. unfolded.Split("\r\n").Select(line => line.Split(':', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1].Trim()))],
            entity[(end + 4)..]);
    }

    private static string Value(List<KeyValuePair<string, string>> headers, string name) =>
        headers.Single(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static byte[] DecodeQuotedPrintable(string body)
    {
        var bytes = new List<byte>(body.Length);
        for (int i = 0; i < body.Length; i++)
        {
            if (body[i] != '=')
            {
                bytes.Add(checked((byte)body[i]));
            }
            else if (body[i + 1] == '\r')
            {
                i += 2;
            }
            else
            {
                bytes.Add(byte.Parse(body.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
        }

        return [.. bytes];
    }

    private static string DecodeWords(string value) =>
        EncodedWord().Replace(BetweenWords().Replace(value, "?==?"), word => Encoding.UTF8.GetString(
            word.Groups["encoding"].Value is "B" or "b"
                ? Convert.FromBase64String(word.Groups["content"].Value)
                : DecodeQuotedPrintable(word.Groups["content"].Value.Replace('_', ' '))));

    [GeneratedRegex("boundary=\"?(?<boundary>[^\";]+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\?=\s+=\?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"=\?utf-8\?(?<encoding>[BbQq])\?(?<content>[^?]*)\?=", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex EncodedWord();
}
