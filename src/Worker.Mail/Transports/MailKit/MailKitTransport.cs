using System.Net.Mail;
using System.Net.Security;
using Worker.Servicing;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports.MailKit;

/// <summary>Hands messages to an SMTP server with MailKit, over a few authenticated connections that each take many.</summary>
/// <remarks>
/// A connection outlives the pause between two runs: after a while it is asked with <c>NOOP</c> whether it still stands. A
/// refused recipient does not cost it. A message that met a connection the server had closed meanwhile is sent once more
/// over a new one, as long as its body was not under way: then it can't have been accepted. The date in the header is the
/// machine's, whatever day the worker works for: servers distrust mail from another time.
/// </remarks>
public sealed class MailKitTransport : IMailTransport, IDisposable
{
    /// <summary>How long a message whose body is under way may still take after the caller gave up: an aborted one would be sent again.</summary>
    private static readonly TimeSpan FinishingTime = TimeSpan.FromSeconds(2);

    /// <summary>After how long a connection is asked before it is used.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(20);

    /// <summary>A little less than the five minutes that servers must wait (RFC 5321, 4.5.3.2.7).</summary>
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(4.5);

    private readonly MailSettings settings;
    private readonly MachineClock machine;
    private readonly RemoteCertificateValidationCallback? trust;
    private readonly MailAddress from;
    private readonly SemaphoreSlim places;
    private readonly IdleConnections<MailKitConnection> idle;

    /// <summary>A transport to the server of these settings; connects with the first message.</summary>
    /// <exception cref="FormatException"><see cref="MailSettings.From"/> is not an address.</exception>
    public MailKitTransport(MailSettings settings, MachineClock machine)
        : this(settings, machine, trust: null)
    {
    }

    internal MailKitTransport(MailSettings settings, MachineClock machine, RemoteCertificateValidationCallback? trust)
    {
        this.settings = settings;
        this.machine = machine;
        this.trust = trust;
        from = new MailAddress(settings.From);
        places = new SemaphoreSlim(settings.MaxInFlight);
        idle = new IdleConnections<MailKitConnection>(LongestIdle, machine.Time);
    }

    public int MaxInFlight => settings.MaxInFlight;

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
                bool isKept = idle.TryTake(out MailKitConnection? kept, out TimeSpan idleFor);
                MailKitConnection connection = kept ?? new MailKitConnection(settings, trust);
                (Delivery delivery, bool bodyHasBegun) = await SendAsync(connection, idleFor > FreshFor, message, to, cancellationToken);
                if (!(isKept && !bodyHasBegun && delivery.Outcome == DeliveryOutcome.Unreachable))
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

    /// <summary>Says goodbye to the server on every connection that is open.</summary>
    public void Dispose()
    {
        idle.Dispose();
        places.Dispose();
    }

    private async Task<(Delivery Delivery, bool BodyHasBegun)> SendAsync(
        MailKitConnection connection, bool asksFirst, RenderedMessage message, MailAddress to, CancellationToken cancellationToken)
    {
        using MimeKit.MimeMessage mime = MimeKitMessage.Of(message, to, from, settings.Unsubscribe, machine.Time.GetUtcNow());
        var body = new BodyProgress();
        using var patience = new CancellationTokenSource(settings.Timeout, machine.Time);
        await using CancellationTokenRegistration callerGaveUp = cancellationToken.Register(
            () => patience.CancelAfter(body.HasBegun ? FinishingTime : TimeSpan.Zero));
        bool isOpen = false;
        try
        {
            await connection.OpenAsync(asksFirst, patience.Token);
            isOpen = true;
            if (MimeKitMessage.IsInternational(to, from) && !connection.TakesInternationalAddresses)
            {
                idle.Put(connection);
                return (new Delivery(DeliveryOutcome.Refused, "the server takes no international addresses"), false);
            }

            await connection.SendAsync(mime, MimeKitMessage.IsInternational(to, from), body, patience.Token);
        }
        // Whatever the server or the network does is an outcome; what it means does not depend on how it is thrown.
        catch (Exception failure)
        {
            if (connection.IsFitAfter(failure))
            {
                idle.Put(connection);
            }
            else
            {
                connection.Dispose();
            }

            cancellationToken.ThrowIfCancellationRequested();
            return (isOpen ? MailKitRefusal.OfMessage(failure, body.HasBegun) : MailKitRefusal.OfConnection(failure), body.HasBegun);
        }

        idle.Put(connection);
        return (Delivery.Sent, true);
    }
}
