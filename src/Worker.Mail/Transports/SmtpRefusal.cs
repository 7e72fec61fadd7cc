using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports;

/// <summary>What a failure means for the message and for those after it. MailKit tells at which command it happened.</summary>
/// <remarks>Details hold codes and names of errors only: a server's words repeat the address.</remarks>
internal static partial class SmtpRefusal
{
    private const int NotAvailable = 421;
    private const int BadSequence = 503;
    private const int AuthenticationRequired = 530;

    /// <summary>The outcome of a failure to connect or to sign in: every message would fare the same.</summary>
    public static DeliveryResult OfConnection(Exception failure) => new(DeliveryOutcome.Unreachable, failure switch
    {
        SmtpCommandException refused => Detail((int)refused.StatusCode, refused.Message),
        AuthenticationException => CodeWithin(failure.Message) ?? "signing in failed",
        _ => NameOf(failure),
    });

    /// <summary>The outcome of a failure on a connection that stood.</summary>
    public static DeliveryResult OfMessage(Exception failure, bool bodyHasBegun) => failure switch
    {
        SmtpCommandException refused => new DeliveryResult(
            OutcomeOf(refused.ErrorCode, (int)refused.StatusCode, refused.Message), Detail((int)refused.StatusCode, refused.Message)),
        ServiceNotAuthenticatedException refused => new DeliveryResult(DeliveryOutcome.Unreachable, Detail(AuthenticationRequired, refused.Message)),
        _ => new DeliveryResult(bodyHasBegun ? DeliveryOutcome.Deferred : DeliveryOutcome.Unreachable, NameOf(failure)),
    };

    private static DeliveryOutcome OutcomeOf(SmtpErrorCode place, int code, string answer) => (place, code) switch
    {
        (SmtpErrorCode.MessageNotAccepted, _) => code < 500 ? DeliveryOutcome.Deferred : DeliveryOutcome.Refused,
        (_, NotAvailable) => DeliveryOutcome.Unreachable,
        (_, < 500) => DeliveryOutcome.Deferred,
        _ when IsAboutUs(code) => DeliveryOutcome.Unreachable,
        (SmtpErrorCode.RecipientNotAccepted, _) when Relaying().IsMatch(answer) => DeliveryOutcome.Unreachable,
        // X.7.x is a policy, of this server and for this mail: the mailbox may well exist (RFC 3463).
        (SmtpErrorCode.RecipientNotAccepted, 550 or 551 or 553) when !Policy().IsMatch(answer) => DeliveryOutcome.BadAddress,
        (SmtpErrorCode.RecipientNotAccepted, _) => DeliveryOutcome.Refused,
        // Every message has the same sender, so whoever refuses it refuses them all.
        (SmtpErrorCode.SenderNotAccepted, _) or (_, BadSequence) => DeliveryOutcome.Unreachable,
        _ => DeliveryOutcome.Refused,
    };

    // Authentication is required, failed or too weak (RFC 4954).
    private static bool IsAboutUs(int code) => code is AuthenticationRequired or 534 or 535 or 538;

    private static string NameOf(Exception failure) => failure switch
    {
        OperationCanceledException or TimeoutException => "time-out",
        SslHandshakeException => "TLS could not be agreed on, or the certificate is not trusted",
        AccessTokenException => failure.Message,
        NotSupportedException => "the server does not offer what is required: STARTTLS, or a way to sign in",
        ProtocolException => "connection lost, or no answer that fits",
        _ => failure.GetBaseException() switch
        {
            SocketException socket => socket.SocketErrorCode.ToString(),
            IOException => "connection lost",
            Exception other => other.GetType().Name,
        },
    };

    // The code, and the enhanced one where the answer has it.
    private static string Detail(int code, string answer)
    {
        Match enhanced = EnhancedCode().Match(answer);
        return enhanced.Success
            ? string.Create(CultureInfo.InvariantCulture, $"{code} {enhanced.Value}")
            : code.ToString(CultureInfo.InvariantCulture);
    }

    // "535: 5.7.8 words": the code alone.
    private static string? CodeWithin(string message) => LeadingCode().Match(message) is { Success: true } code
        ? Detail(int.Parse(code.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), message)
        : null;

    [GeneratedRegex("^[0-9]{3}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LeadingCode();

    [GeneratedRegex(@"\b[245]\.\d{1,3}\.\d{1,3}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EnhancedCode();

    [GeneratedRegex(@"\b5\.7\.\d{1,3}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Policy();

    [GeneratedRegex(@"\brelay", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Relaying();
}
