using System.Diagnostics.CodeAnalysis;
using System.Text;
using MimeKit;
using Worker.Servicing.Messages;

namespace Worker.Mail;

public static class MailAddresses
{
    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
        AllowUnquotedCommasInAddresses = false,
    };

    public static bool TryParse(string address, [NotNullWhen(true)] out MailboxAddress? parsed)
    {
        parsed = EmailAddress.IsValid(address) ? new MailboxAddress("", address) : null;
        return parsed is not null;
    }

    /// <summary>A sender: an address, or <c>Name &lt;address&gt;</c>.</summary>
    public static bool TryParseSender(string text, [NotNullWhen(true)] out MailboxAddress? parsed) =>
        MailboxAddress.TryParse(Strict, text, out parsed) && EmailAddress.IsValid(parsed.Address);

    /// <exception cref="FormatException"><see cref="MailSettings.From"/> is not an address.</exception>
    internal static MailboxAddress Sender(MailSettings settings) =>
        TryParseSender(settings.From, out MailboxAddress? from) ? from : throw new FormatException("Mail:From is not an address.");

    /// <summary>Whether the part before the @ needs a server that speaks SMTPUTF8. A domain goes anywhere, in its ASCII form.</summary>
    internal static bool IsInternationalAddress(this MailboxAddress address) => !Ascii.IsValid(address.LocalPart);
}
