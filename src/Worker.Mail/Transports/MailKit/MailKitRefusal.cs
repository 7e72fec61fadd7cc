using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports.MailKit;

/// <summary>What a failure means for the message and for those after it. MailKit tells at which command it happened.</summary>
/// <remarks>Details hold codes and names of errors only: a server's words repeat the address.</remarks>
internal static partial class MailKitRefusal
{
    private const int NotAvailable = 421;
    private const int AuthenticationRequired = 530;
    private const int BadSequence = 503;

    /// <summary>The outcome of a failure to connect or to sign in: every message would fare the same.</summary>
    public static Delivery OfConnection(Exception failure) => new(DeliveryOutcome.Unreachable, failure switch
    {
        SmtpCommandException refused => SmtpRefusal.Detail((int)refused.StatusCode, refused.Message),
        AuthenticationException => CodeWithin(failure.Message) ?? "signing in failed",
        _ => NameOf(failure),
    });

    /// <summary>The outcome of a failure on a connection that stood.</summary>
    public static Delivery OfMessage(Exception failure, bool bodyHasBegun) => failure switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused =>
            SmtpRefusal.OfRecipient((int)refused.StatusCode, refused.Message),
        SmtpCommandException { ErrorCode: SmtpErrorCode.MessageNotAccepted } refused =>
            SmtpRefusal.OfBody((int)refused.StatusCode, refused.Message),
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refused =>
            OfCommand((int)refused.StatusCode, refused.Message, isAboutTheMessage: false),
        SmtpCommandException refused => OfCommand((int)refused.StatusCode, refused.Message, isAboutTheMessage: true),
        ServiceNotAuthenticatedException refused =>
            new Delivery(DeliveryOutcome.Unreachable, SmtpRefusal.Detail(AuthenticationRequired, refused.Message)),
        _ => new Delivery(bodyHasBegun ? DeliveryOutcome.Deferred : DeliveryOutcome.Unreachable, NameOf(failure)),
    };

    // Before the body. All of our messages have the same sender; DATA is refused to one of them.
    private static Delivery OfCommand(int code, string answer, bool isAboutTheMessage) => new(
        code switch
        {
            NotAvailable => DeliveryOutcome.Unreachable,
            < 500 => DeliveryOutcome.Deferred,
            BadSequence => DeliveryOutcome.Unreachable,
            _ when SmtpRefusal.IsAboutUs(code) || !isAboutTheMessage => DeliveryOutcome.Unreachable,
            _ => DeliveryOutcome.Refused,
        },
        SmtpRefusal.Detail(code, answer));

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

    // "535: 5.7.8 words": the code alone.
    private static string? CodeWithin(string message) => LeadingCode().Match(message) is { Success: true } code
        ? SmtpRefusal.Detail(int.Parse(code.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), message)
        : null;

    [GeneratedRegex("^[0-9]{3}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LeadingCode();
}
