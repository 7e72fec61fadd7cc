using System.Globalization;
using System.Text;

namespace Worker.Servicing.Messages;

/// <summary>What counts as an e-mail address, at import and when a mail is sent.</summary>
/// <remarks>
/// The dot-atom form of RFC 5322 with the letters of RFC 6531, without quoted parts, comments and literal addresses: no
/// character in it is invisible, changes the direction of reading, or means something to a mail server or a header.
/// </remarks>
public static class EmailAddress
{
    private const int LongestLocalPart = 64;
    private const int LongestDomain = 253;
    private const string AtomPunctuation = "!#$%&'*+-/=?^_`{|}~";

    private static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    public static bool IsValid(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int at = text.IndexOf('@', StringComparison.Ordinal);
        return at is > 0 and <= LongestLocalPart
            && text[..at].EnumerateRunes().All(IsAtom)
            && HasTextBetweenDots(text.AsSpan(0, at))
            && IsDomain(text[(at + 1)..]);
    }

    private static bool IsDomain(string domain)
    {
        if (domain.Length is 0 or > LongestDomain || !HasTextBetweenDots(domain) || !domain.EnumerateRunes().All(IsAtom))
        {
            return false;
        }

        try
        {
            return Domains.GetAscii(domain).Length <= LongestDomain;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool HasTextBetweenDots(ReadOnlySpan<char> text) =>
        text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal);

    private static bool IsAtom(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || rune.Value == '.' || AtomPunctuation.Contains((char)rune.Value, StringComparison.Ordinal)
        : IsVisibleLetter(rune);

    private static bool IsVisibleLetter(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber => !IsInvisible(rune.Value),
        _ => false,
    };

    // Letters and marks that Unicode lists as "default ignorable": fillers, joiners and variation selectors.
    private static bool IsInvisible(int value) => value
        is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x3164 or 0xFFA0
        or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
