using System.Globalization;
using System.Text.RegularExpressions;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports;

/// <summary>What a failed hand-over means for the message and for those after it.</summary>
/// <remarks>Details hold codes and names of errors only: a server's words repeat the address.</remarks>
internal static partial class SmtpRefusal
{
    private const int NotAvailable = 421;

    /// <summary>The outcome of what a server answered to the recipient.</summary>
    public static Delivery OfRecipient(int code, string answer)
    {
        string detail = Detail(code, answer);
        return code switch
        {
            NotAvailable => new Delivery(DeliveryOutcome.Unreachable, detail),
            < 500 => new Delivery(DeliveryOutcome.Deferred, detail),
            _ when IsAboutUs(code) || Relaying().IsMatch(answer) => new Delivery(DeliveryOutcome.Unreachable, detail),
            // X.7.x is a policy, of this server and for this mail: the mailbox may well exist (RFC 3463).
            550 or 551 or 553 when !Policy().IsMatch(answer) => new Delivery(DeliveryOutcome.BadAddress, detail),
            _ => new Delivery(DeliveryOutcome.Refused, detail),
        };
    }

    /// <summary>The outcome of what a server answered to the mail itself.</summary>
    public static Delivery OfBody(int code, string answer) =>
        new(code < 500 ? DeliveryOutcome.Deferred : DeliveryOutcome.Refused, Detail(code, answer));

    /// <summary>Whether a code says that authentication is required, failed or too weak (RFC 4954).</summary>
    public static bool IsAboutUs(int code) => code is 530 or 534 or 535 or 538;

    /// <summary>The code, and the enhanced one where the answer has it.</summary>
    public static string Detail(int code, string answer)
    {
        Match enhanced = EnhancedCode().Match(answer);
        return enhanced.Success
            ? string.Create(CultureInfo.InvariantCulture, $"{code} {enhanced.Value}")
            : code.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\b[245]\.\d{1,3}\.\d{1,3}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EnhancedCode();

    [GeneratedRegex(@"\b5\.7\.\d{1,3}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Policy();

    [GeneratedRegex(@"\brelay", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Relaying();
}
