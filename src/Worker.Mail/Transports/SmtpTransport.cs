using System.Collections.Concurrent;
using System.Net.Security;
using MimeKit;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports;

/// <summary>Hands messages to an SMTP server with MailKit, over a few authenticated connections that each take many.</summary>
/// <remarks>
/// A connection outlives the pause between two runs: after a while it is asked with <c>NOOP</c> whether it still stands. A
/// refused recipient does not cost it. A message that met a connection the server had closed meanwhile is sent once more
/// over a new one, as long as its body was not under way: then it can't have been accepted. The date in the header is the
/// machine's, whatever day the worker works for: servers distrust mail from another time.
/// </remarks>
public sealed class SmtpTransport : IMailTransport, IDisposable
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
    private readonly MailboxAddress from;
    private readonly SemaphoreSlim places;

    // Last in, first out: what a few connections can do, the others are not kept awake for.
    private readonly ConcurrentStack<(SmtpConnection Connection, long Since)> idle = new();

    /// <summary>A transport to the server of these settings; connects with the first message.</summary>
    /// <exception cref="FormatException"><see cref="MailSettings.From"/> is not an address.</exception>
    public SmtpTransport(MailSettings settings, MachineClock machine)
        : this(settings, machine, trust: null)
    {
    }

    internal SmtpTransport(MailSettings settings, MachineClock machine, RemoteCertificateValidationCallback? trust)
    {
        this.settings = settings;
        this.machine = machine;
        this.trust = trust;
        from = MailAddresses.Sender(settings);
        places = new SemaphoreSlim(settings.MaxInFlight);
    }

    public int MaxInFlight => settings.MaxInFlight;

    public async Task<DeliveryResult> SendAsync(RenderedMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!MailAddresses.TryParse(message.Recipient.Address, out MailboxAddress? to))
        {
            return new DeliveryResult(DeliveryOutcome.BadAddress, "not an address");
        }

        await places.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                SmtpConnection? kept = TakeIdle(out TimeSpan idleFor);
                SmtpConnection connection = kept ?? new SmtpConnection(settings, trust);
                (DeliveryResult delivery, bool bodyHasBegun) = await SendAsync(connection, idleFor > FreshFor, message, to, cancellationToken);
                if (!(kept is not null && !bodyHasBegun && delivery.Outcome == DeliveryOutcome.Unreachable))
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
        while (idle.TryPop(out (SmtpConnection Connection, long Since) last))
        {
            last.Connection.Dispose();
        }

        places.Dispose();
    }

    // Those that lay too long are disposed of.
    private SmtpConnection? TakeIdle(out TimeSpan idleFor)
    {
        while (idle.TryPop(out (SmtpConnection Connection, long Since) last))
        {
            idleFor = machine.Time.GetElapsedTime(last.Since);
            if (idleFor <= LongestIdle)
            {
                return last.Connection;
            }

            last.Connection.Dispose();
        }

        idleFor = TimeSpan.Zero;
        return null;
    }

    private void KeepIdle(SmtpConnection connection) => idle.Push((connection, machine.Time.GetTimestamp()));

    private async Task<(DeliveryResult Delivery, bool BodyHasBegun)> SendAsync(
        SmtpConnection connection, bool asksFirst, RenderedMessage message, MailboxAddress to, CancellationToken cancellationToken)
    {
        using MimeMessage mime = MimeMail.Of(message, to, from, settings.Unsubscribe, machine.Time.GetUtcNow());
        var body = new BodyProgress();
        using var patience = new CancellationTokenSource(settings.Timeout, machine.Time);
        await using CancellationTokenRegistration callerGaveUp = cancellationToken.Register(
            () => patience.CancelAfter(body.HasBegun ? FinishingTime : TimeSpan.Zero));
        bool isOpen = false;
        try
        {
            await connection.OpenAsync(asksFirst, patience.Token);
            isOpen = true;
            if (MimeMail.IsInternational(to, from) && !connection.TakesInternationalAddresses)
            {
                KeepIdle(connection);
                return (new DeliveryResult(DeliveryOutcome.Refused, "the server takes no international addresses"), false);
            }

            await connection.SendAsync(mime, MimeMail.IsInternational(to, from), body, patience.Token);
        }
        // Whatever the server or the network does is an outcome; what it means does not depend on how it is thrown.
        catch (Exception failure)
        {
            if (connection.IsFitAfter(failure))
            {
                KeepIdle(connection);
            }
            else
            {
                connection.Dispose();
            }

            cancellationToken.ThrowIfCancellationRequested();
            return (isOpen ? SmtpRefusal.OfMessage(failure, body.HasBegun) : SmtpRefusal.OfConnection(failure), body.HasBegun);
        }

        KeepIdle(connection);
        return (DeliveryResult.Sent, true);
    }
}
