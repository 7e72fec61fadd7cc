using System.Net.Mail;
using Worker.Servicing;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports;

/// <summary>Hands messages to an SMTP server with <see cref="SmtpClient"/>, over a few connections that each take many.</summary>
/// <remarks>
/// A connection is given up after any failure, and when it lay idle for longer than servers commonly wait. A message that
/// met a connection the server had closed meanwhile is sent once more over a new one, as long as its body was not asked
/// for: then it can't have been accepted. The date in the header is the machine's: the client writes it itself.
/// The client also leaves Nagle's algorithm on, so that a server which acknowledges late costs up to 40 ms a mail and
/// connection: more connections at once make up for it.
/// </remarks>
public sealed class SmtpTransport : IMailTransport, IDisposable
{
    /// <summary>How long a message whose body is under way may still take after the caller gave up: an aborted one would be sent again.</summary>
    private static readonly TimeSpan FinishingTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(20);

    private readonly MailSettings settings;
    private readonly MachineClock machine;
    private readonly MailAddress from;
    private readonly SemaphoreSlim places;
    private readonly IdleConnections<SmtpConnection> idle;

    /// <summary>A transport to the server of these settings; connects with the first message.</summary>
    /// <param name="settings">Host, port, security, credentials, sender, time-out, connections at once.</param>
    /// <param name="machine">Measures time-outs and idle connections.</param>
    /// <exception cref="NotSupportedException">The security is one that <see cref="Supports"/> denies.</exception>
    /// <exception cref="FormatException"><see cref="MailSettings.From"/> is not an address.</exception>
    public SmtpTransport(MailSettings settings, MachineClock machine)
    {
        if (!Supports(settings.Security))
        {
            throw new NotSupportedException(
                $"Mail:Security {settings.Security}: TLS from the first byte is not supported by this transport. Use {nameof(MailSecurity.StartTls)}, commonly on port 587.");
        }

        this.settings = settings;
        this.machine = machine;
        from = new MailAddress(settings.From);
        places = new SemaphoreSlim(settings.MaximumInFlight);
        idle = new IdleConnections<SmtpConnection>(LongestIdle, machine.Time);
    }

    /// <inheritdoc/>
    public int MaximumInFlight => settings.MaximumInFlight;

    /// <summary>Whether this transport can sign in with an OAuth 2.0 access token: with a password only.</summary>
    public static bool TakesAccessTokens => false;

    /// <summary>Whether this transport can protect a connection so: TLS from the first byte it can't.</summary>
    public static bool Supports(MailSecurity security) => security is MailSecurity.None or MailSecurity.StartTls;

    /// <inheritdoc/>
    public async Task<Delivery> SendAsync(RenderedMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!MailAddresses.TryParse(message.Recipient.Address, out MailAddress? to))
        {
            return new Delivery(DeliveryOutcome.BadAddress, "not an address");
        }

        await places.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                SmtpConnection connection = idle.TryTake(out SmtpConnection? kept, out _) ? kept : new SmtpConnection(settings);
                bool mayBeStale = connection.IsUsed;
                (Delivery delivery, bool bodyWasRead) = await SendAsync(connection, message, to, cancellationToken);
                if (!(mayBeStale && !bodyWasRead && delivery.Outcome == DeliveryOutcome.Unreachable))
                {
                    return delivery;
                }
            }
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        idle.Dispose();
        places.Dispose();
    }

    private async Task<(Delivery Delivery, bool BodyWasRead)> SendAsync(
        SmtpConnection connection, RenderedMessage message, MailAddress to, CancellationToken cancellationToken)
    {
        using var mime = new MimeMessage(message, to, from, settings.Unsubscribe);
        using var patience = new CancellationTokenSource(settings.Timeout, machine.Time);
        await using CancellationTokenRegistration callerGaveUp = cancellationToken.Register(
            () => patience.CancelAfter(mime.BodyWasRead ? FinishingTime : TimeSpan.Zero));
        try
        {
            await connection.SendAsync(mime.Mail, MailAddresses.FormatFor(to), patience.Token);
        }
        // Whatever the server or the network does is an outcome; what it means does not depend on how it is thrown.
        catch (Exception failure)
        {
            connection.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            return (OutcomeOf(failure, mime.BodyWasRead, connection.IsUsed, to), mime.BodyWasRead);
        }

        idle.Put(connection);
        return (Delivery.Sent, true);
    }

    private static Delivery OutcomeOf(Exception failure, bool bodyWasRead, bool wasUsedBefore, MailAddress to) => failure switch
    {
        OperationCanceledException => new Delivery(bodyWasRead ? DeliveryOutcome.Deferred : DeliveryOutcome.Unreachable, "time-out"),
        SmtpException { StatusCode: SmtpStatusCode.GeneralFailure, InnerException: null } when to.IsInternational() =>
            new Delivery(DeliveryOutcome.Refused, "the server takes no international addresses"),
        _ => SmtpRefusal.Of(failure, bodyWasRead, wasUsedBefore),
    };
}
