using System.Net.Security;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports;

/// <summary>One connection to the server, opened and signed in by its first message and kept for those after it.</summary>
internal sealed class SmtpConnection : IDisposable
{
    private const int NotAvailable = 421;
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(1);

    private readonly MailSettings settings;
    private readonly SmtpClient client;

    /// <param name="trust">Judges the server's certificate; null for the system's judgement.</param>
    public SmtpConnection(MailSettings settings, RemoteCertificateValidationCallback? trust)
    {
        this.settings = settings;
        client = new SmtpClient
        {
            // Longer than ours, which decides.
            Timeout = (int)Math.Min(int.MaxValue, settings.Timeout.TotalMilliseconds * 2),
            ServerCertificateValidationCallback = trust,
            // As .NET does elsewhere: a company's own authority often publishes no list, and its relay would be refused.
            CheckCertificateRevocation = false,
        };
    }

    /// <summary>Whether the server takes addresses with other letters before the @ (SMTPUTF8).</summary>
    public bool TakesInternationalAddresses => client.Capabilities.HasFlag(SmtpCapabilities.UTF8 | SmtpCapabilities.EightBitMime);

    /// <summary>Connects and signs in where that was not done yet; never sends on without the protection that is asked for.</summary>
    public async Task OpenAsync(bool asksFirst, CancellationToken cancellationToken)
    {
        if (client.IsConnected)
        {
            if (asksFirst)
            {
                await client.NoOpAsync(cancellationToken);
            }

            return;
        }

        await client.ConnectAsync(settings.Host, settings.Port, Protection(settings.Security), cancellationToken);
        if (settings.UserName is not null)
        {
            await SmtpSignIn.AuthenticateAsync(client, settings, cancellationToken);
        }
    }

    /// <summary>Hands over one message; sender and recipient go in one packet where the server takes commands so.</summary>
    public Task SendAsync(MimeMessage message, bool isInternational, ITransferProgress body, CancellationToken cancellationToken)
    {
        FormatOptions format = FormatOptions.Default.Clone();
        format.International = isInternational;
        return client.SendAsync(format, message, cancellationToken, body);
    }

    /// <summary>Whether a failure was about one message alone, so that the next can use the connection.</summary>
    public bool IsFitAfter(Exception failure) => client is { IsConnected: true }
        && failure is SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted } refused
        && (int)refused.StatusCode != NotAvailable;

    public void Dispose()
    {
        try
        {
            client.Timeout = (int)LongestGoodbye.TotalMilliseconds;
            client.Disconnect(quit: true);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or ProtocolException or System.Net.Sockets.SocketException)
        {
            // The server has left without a goodbye.
        }
        finally
        {
            client.Dispose();
        }
    }

    private static SecureSocketOptions Protection(MailSecurity security) => security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => throw new ArgumentOutOfRangeException(nameof(security), security, "Mail:Security"),
    };
}

/// <summary>Notes when the server has asked for the body: before that, it can't have accepted the mail.</summary>
internal sealed class BodyProgress : ITransferProgress
{
    private volatile bool hasBegun;

    public bool HasBegun => hasBegun;

    public void Report(long bytesTransferred, long totalSize) => hasBegun = true;

    public void Report(long bytesTransferred) => hasBegun = true;
}
