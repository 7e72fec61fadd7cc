using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;
using System.Text;

namespace Worker.Mail.Transports;

/// <summary>Reads addresses strictly: an address and nothing around it.</summary>
internal static class MailAddresses
{
    /// <summary>False for anything but one bare address: lists, names, line breaks, white space.</summary>
    public static bool TryParse(string address, [NotNullWhen(true)] out MailAddress? parsed)
    {
        parsed = null;
        return !address.AsSpan().ContainsAny("\r\n\0 ,;<>")
            && MailAddress.TryCreate(address, out parsed)
            && parsed.Address == address;
    }

    /// <summary>Whether the part before the @ needs a server that speaks SMTPUTF8.</summary>
    public static bool IsInternational(this MailAddress address) => !Ascii.IsValid(address.User);
}
