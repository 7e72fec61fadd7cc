using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Worker.Servicing.Operations;

/// <summary>
/// What a name in the audit log may be: on one line, and not to be confused with another person's. Names are compared
/// without case, and compatible forms (full-width letters) as one.
/// </summary>
public static partial class OperatorNames
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int MaxLength = 200;

    /// <summary>Who acts where no person does, parted as a regular expression has them.</summary>
    public const string OfTheSystem = "scheduler|loopback|dashboard|demo|system|worker|hangfire|catch-up|anonymous";

    private const int LongestKey = 400;

    public static string KeyOf(string name) => name.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>What is wrong with a name, to stand behind "the name"; null where it may be used.</summary>
    public static string? ProblemOf(string name)
    {
        if (name.Length is 0 or > MaxLength || !IsOneLine(name) || KeyOf(name) is not { Length: > 0 and <= LongestKey } key)
        {
            return "is missing, or is no name on one line";
        }

        return OfTheSystem.Split('|').Contains(key, StringComparer.Ordinal) ? "is one of the system's own" : !OneScript().IsMatch(key) ? "mixes scripts, so that it can look like another" : null;
    }

    // Line breaks forge lines of a log; format characters turn text around; half a surrogate pair is no text.
    private static bool IsOneLine(string name) => !name.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    // Unicode Technical Standard 39, "highly restrictive": letters of one script, or those of East Asia beside Latin ones.
    [GeneratedRegex(
        """
        ^(?:
          (?:\P{L}|[\p{IsBasicLatin}\p{IsLatin-1Supplement}\p{IsLatinExtended-A}\p{IsLatinExtended-B}\p{IsLatinExtendedAdditional}
            \p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}\p{IsCJKCompatibilityIdeographs}\p{IsCJKSymbolsandPunctuation}
            \p{IsBopomofo}\p{IsHiragana}\p{IsKatakana}\p{IsHangulSyllables}\p{IsHangulJamo}])*
        | (?:\P{L}|[\p{IsCyrillic}\p{IsCyrillicSupplement}])*
        | (?:\P{L}|[\p{IsGreek}\p{IsGreekExtended}])*
        | (?:\P{L}|[\p{IsArabic}])*
        | (?:\P{L}|[\p{IsHebrew}])*
        | (?:\P{L}|[\p{IsArmenian}])*
        | (?:\P{L}|[\p{IsGeorgian}])*
        | (?:\P{L}|[\p{IsDevanagari}])*
        | (?:\P{L}|[\p{IsBengali}])*
        | (?:\P{L}|[\p{IsTamil}])*
        | (?:\P{L}|[\p{IsThai}])*
        | (?:\P{L}|[\p{IsKhmer}])*
        | (?:\P{L}|[\p{IsTibetan}])*
        | (?:\P{L}|[\p{IsMongolian}])*
        )$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OneScript();
}
