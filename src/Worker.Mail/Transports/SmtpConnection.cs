using System.Net;
using System.Net.Mail;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports;

/// <summary>One connection to the server, opened by its first message and kept for those after it.</summary>
internal sealed class SmtpConnection : IDisposable
{
    private readonly SmtpClient client;

    public SmtpConnection(MailSettings settings)
    {
        client = new SmtpClient(settings.Host, settings.Port)
        {
            DeliveryMethod = SmtpDeliveryMethod.Network,
            EnableSsl = settings.Security == MailSecurity.StartTls,
            UseDefaultCredentials = false,
            Credentials = settings.UserName is null ? null : new NetworkCredential(settings.UserName, settings.Password),
            // Longer than ours, which decides.
            Timeout = (int)Math.Min(int.MaxValue, settings.Timeout.TotalMilliseconds * 2),
        };
    }

    /// <summary>Whether a message went through it before.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Hands over one message; whatever it throws, the connection is then of no more use.</summary>
    public async Task SendAsync(MailMessage mail, SmtpDeliveryFormat format, CancellationToken cancellationToken)
    {
        client.DeliveryFormat = format;
        Task sending = client.SendMailAsync(mail, cancellationToken);
        try
        {
            // The client waits for the answer to the body without regard to cancellation; disposing of it ends that.
            await sending.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = sending.ContinueWith(static abandoned => _ = abandoned.Exception, TaskScheduler.Default);
            throw;
        }

        IsUsed = true;
    }

    /// <summary>Says goodbye to the server, if it still listens.</summary>
    public void Dispose()
    {
        try
        {
            client.Dispose();
        }
        catch (Exception error) when (error is IOException or SmtpException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            // The server has left without a goodbye.
        }
    }
}
