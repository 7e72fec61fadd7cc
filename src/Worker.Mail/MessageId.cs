using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Worker.Mail;

/// <summary>The <c>Message-ID</c> of a message: the same for the same outbox key, so that a copy can be recognised.</summary>
internal static class MessageId
{
    private const int HexDigits = 40;

    /// <summary><c>hash@domain</c>, without angle brackets.</summary>
    public static string Of(string messageKey, MailboxAddress from)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(messageKey));
        return string.Concat(Convert.ToHexStringLower(hash).AsSpan(0, HexDigits), "@", Domain(from));
    }

    private static string Domain(MailboxAddress from) =>
        Ascii.IsValid(from.Domain) ? from.Domain.ToLowerInvariant() : new IdnMapping().GetAscii(from.Domain);
}
