using System.Globalization;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using CsvHelper;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Import;

/// <summary>
/// The record a file is at. Every value is asked for by its column and is null when it is not what it must be, which is
/// then reported as an error.
/// </summary>
internal sealed partial class CsvRecord(
    CsvReader reader, ImportFile file, IReadOnlyDictionary<string, int> positions, ImportErrors errors)
{
    /// <summary>Characters a name may have, in UTF-16 code units.</summary>
    public const int LongestName = 200;

    /// <summary>Characters any other text may have.</summary>
    public const int LongestText = 320;

    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2999, 12, 31);

    private readonly KnownTimeZones timeZones = new();
    private bool isMiscounted;

    /// <summary>The line the record starts on; the header is line 1.</summary>
    public long Line => reader.LineNumber;

    /// <summary>Starts a new record. One with too few or too many values is reported once, and its values are not checked.</summary>
    public void Begin()
    {
        int count = reader.FieldCount;
        isMiscounted = false;
        if (count != positions.Count)
        {
            Tell(ColumnAt(count), $"the record has {count} values, but the header {positions.Count}");
            isMiscounted = true;
        }
    }

    public string ColumnAt(int position) => positions.First(pair => pair.Value == Math.Min(position, positions.Count - 1)).Key;

    public bool Has(string column) => positions.ContainsKey(column);

    public bool HasValue(string column) =>
        positions.TryGetValue(column, out int position) && position < reader.FieldCount && !reader.GetSpan(position).IsEmpty;

    public void Tell(string column, string what)
    {
        if (!isMiscounted)
        {
            errors.Add(file, Line, column, what);
        }
    }

    public string? Name(string column) => Required(column, LongestName);

    public string? Text(string column) => Required(column, LongestText);

    /// <summary>What something is known by: text without control characters, and without white space around it.</summary>
    public string? Reference(string column) => Required(column, LongestText) is string text ? AsReference(column, text) : null;

    public string? OptionalReference(string column) => Read(column, LongestText) is { Length: > 0 } text ? AsReference(column, text) : null;

    public string? Word(string column, params string[] allowed) =>
        Required(column, allowed.Contains, text => $"{Quoted.Of(text)} is not one of {string.Join(", ", allowed)}");

    /// <summary>A bare address: no display name, no comment, nothing that can't be seen.</summary>
    public string? Address(string column) => Required(column, EmailAddress.IsValid, static _ => "is not an e-mail address");

    public string? Language(string column) =>
        Required(column, LanguageTag.IsMatch, static text => $"{Quoted.Of(text)} is not a language tag like zh-CN");

    public string? TimeZone(string column) =>
        Required(column, timeZones.Contains, static text => $"{Quoted.Of(text)} is not a time zone like Asia/Shanghai");

    /// <summary>A day that exists, as <c>2026-11-21</c>.</summary>
    public DateOnly? Date(string column)
    {
        string? text = Required(column, LongestText);
        if (text is null)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
        {
            Tell(column, $"{Quoted.Of(text)} is not a date that exists, as 2026-11-21");
            return null;
        }

        if (date < Earliest || date > Latest)
        {
            Tell(column, $"{Quoted.Of(text)} is not between {Earliest:yyyy-MM-dd} and {Latest:yyyy-MM-dd}");
            return null;
        }

        return date;
    }

    public bool? Flag(string column) => Word(column, "true", "false") switch { "true" => true, "false" => false, _ => null };

    public int? Number(string column, int least)
    {
        string? text = Required(column, LongestText);
        if (text is null)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) || text[0] == '+')
        {
            Tell(column, $"{Quoted.Of(text)} is not a whole number");
            return null;
        }

        if (number < least)
        {
            Tell(column, $"{Quoted.Of(text)} is less than {least}");
            return null;
        }

        return number;
    }

    public string? Amount(string column) => Required(column, LongestText);

    // Null when the record has no such value, or not as text.
    private string? Read(string column, int longest)
    {
        int position = positions[column];
        if (position >= reader.FieldCount)
        {
            return null;
        }

        if (!Utf8.IsValid(reader.GetSpan(position)))
        {
            Tell(column, "holds bytes that are not UTF-8");
            return null;
        }

        string text = reader.GetString(position);
        if (text.Length > longest)
        {
            Tell(column, $"has {text.Length} characters, and may have {longest}");
            return null;
        }

        // No database keeps it faithfully, and no text has it.
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            Tell(column, "holds a NUL character");
            return null;
        }

        return text;
    }

    private string? Required(string column, int longest)
    {
        string? text = Read(column, longest);
        if (text is not "")
        {
            return text;
        }

        Tell(column, "is empty");
        return null;
    }

    private string? Required(string column, Func<string, bool> isRight, Func<string, string> wrong)
    {
        string? text = Required(column, LongestText);
        if (text is null || isRight(text))
        {
            return text;
        }

        Tell(column, wrong(text));
        return null;
    }

    // Databases differ on whether white space at the end makes a difference; people can't see it.
    private string? AsReference(string column, string text)
    {
        string? wrong = text.Any(char.IsControl) ? "holds a control character"
            : char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? "has white space around it"
            : null;
        if (wrong is not null)
        {
            Tell(column, wrong);
            return null;
        }

        return text;
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LanguageTag { get; }
}

/// <summary>The time zones this machine knows. Looking one up is slow, and a file asks for the same few again and again.</summary>
internal sealed class KnownTimeZones
{
    private readonly Dictionary<string, bool> zones = new(StringComparer.Ordinal);

    public bool Contains(string id)
    {
        if (!zones.TryGetValue(id, out bool isKnown))
        {
            isKnown = TimeZoneInfo.TryFindSystemTimeZoneById(id, out _);

            // There are a few hundred; a file full of wrong ones need not be remembered.
            if (zones.Count < 1000)
            {
                zones.Add(id, isKnown);
            }
        }

        return isKnown;
    }
}
