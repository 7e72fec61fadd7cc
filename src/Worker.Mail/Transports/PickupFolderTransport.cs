using MimeKit;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports;

/// <summary>Writes one <c>.eml</c> file per message into a folder that a mail server picks up, or a person reads.</summary>
/// <remarks>
/// The file is named after the <c>Message-ID</c>, so that a message written again replaces itself. It is written under
/// another name and renamed when it is whole: whoever watches the folder never reads half a mail.
/// </remarks>
public sealed class PickupFolderTransport : IMailTransport
{
    private readonly MailSettings settings;
    private readonly TimeProvider time;
    private readonly MailboxAddress from;
    private readonly string folder;

    /// <summary>A transport into <see cref="MailSettings.PickupFolder"/>, which the first message creates where it is missing.</summary>
    /// <exception cref="FormatException"><see cref="MailSettings.From"/> is not an address.</exception>
    public PickupFolderTransport(MailSettings settings, TimeProvider time)
    {
        this.settings = settings;
        this.time = time;
        from = MailAddresses.Sender(settings);
        folder = Path.GetFullPath(settings.PickupFolder);
    }

    public int MaxInFlight => settings.MaxInFlight;

    public Task<DeliveryResult> SendAsync(RenderedMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(MailAddresses.TryParse(message.Recipient.Address, out MailboxAddress? to)
            ? Write(message, to)
            : new DeliveryResult(DeliveryOutcome.BadAddress, "not an address"));
    }

    private DeliveryResult Write(RenderedMessage message, MailboxAddress to)
    {
        string unfinished = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            Directory.CreateDirectory(folder);
            using (MimeMessage mime = MimeMail.Of(message, to, from, settings.Unsubscribe, time.GetUtcNow()))
            {
                FormatOptions format = FormatOptions.Default.Clone();
                format.NewLineFormat = NewLineFormat.Dos;
                format.International = MimeMail.IsInternational(to, from);
                mime.WriteTo(format, unfinished);
            }

            File.Move(unfinished, Path.Combine(folder, FileName(message.MessageId)), overwrite: true);
            return DeliveryResult.Sent;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Remove(unfinished);
            return new DeliveryResult(DeliveryOutcome.Unreachable, error.GetBaseException().GetType().Name);
        }
    }

    private static void Remove(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk that refused the mail refuses this too; nobody reads the file.
        }
    }

    private static string FileName(string messageId) => string.Create(messageId.Length + 4, messageId, static (name, id) =>
    {
        for (int i = 0; i < id.Length; i++)
        {
            name[i] = char.IsAsciiLetterOrDigit(id[i]) || (id[i] is '@' or '-' or '.' && i > 0) ? id[i] : '_';
        }

        ".eml".CopyTo(name[id.Length..]);
    });
}
