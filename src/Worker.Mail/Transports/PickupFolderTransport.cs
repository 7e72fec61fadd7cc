using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Mail;
using System.Text;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports;

/// <summary>Writes one <c>.eml</c> file per message into a folder that a mail server picks up, or a person reads.</summary>
/// <remarks>
/// The file is named after the <c>Message-ID</c>, so that a message written again replaces itself. It is written in a
/// folder aside and moved when it is whole: whoever watches the folder never sees half a mail.
/// </remarks>
public sealed class PickupFolderTransport : IMailTransport, IDisposable
{
    private const string WritingFolder = ".writing";

    private readonly MailSettings settings;
    private readonly TimeProvider time;
    private readonly MailAddress from;
    private readonly string folder;
    private readonly ConcurrentStack<string> desks = new();

    /// <summary>A transport into <see cref="MailSettings.PickupFolder"/>, which the first message creates where it is missing.</summary>
    /// <param name="settings">The folder and the sender.</param>
    /// <param name="time">Gives the date in the headers.</param>
    /// <exception cref="FormatException"><see cref="MailSettings.From"/> is not an address.</exception>
    public PickupFolderTransport(MailSettings settings, TimeProvider time)
    {
        this.settings = settings;
        this.time = time;
        from = new MailAddress(settings.From);
        folder = Path.GetFullPath(settings.PickupFolder);
    }

    /// <inheritdoc/>
    public int MaximumInFlight => settings.MaximumInFlight;

    /// <inheritdoc/>
    public Task<Delivery> SendAsync(RenderedMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(MailAddresses.TryParse(message.Recipient.Address, out MailAddress? to)
            ? Write(message, to)
            : new Delivery(DeliveryOutcome.BadAddress, "not an address"));
    }

    /// <summary>Clears the folders aside away.</summary>
    public void Dispose()
    {
        while (desks.TryPop(out string? desk))
        {
            Remove(desk);
        }
    }

    private Delivery Write(RenderedMessage message, MailAddress to)
    {
        string? desk = null;
        try
        {
            desk = TakeDesk();
            using (var mime = new MimeMessage(message, to, from, settings.Unsubscribe))
            using (var client = new SmtpClient
            {
                DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                PickupDirectoryLocation = desk,
                DeliveryFormat = MailAddresses.FormatFor(to),
            })
            {
                client.Send(mime.Mail);
            }

            // The client chooses a name of its own for the only file there.
            string written = Directory.EnumerateFiles(desk).Single();
            PutDate(written);
            File.Move(written, Path.Combine(folder, FileName(message.MessageId)), overwrite: true);
            desks.Push(desk);
            return Delivery.Sent;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SmtpException)
        {
            if (desk is not null)
            {
                Remove(desk);
            }

            return new Delivery(DeliveryOutcome.Unreachable, error.GetBaseException().GetType().Name);
        }
    }

    // The client dates a mail by the machine's clock, whatever day the worker works for.
    private void PutDate(string file)
    {
        const string header = "\r\nDate: ";
        string mail = File.ReadAllText(file, Encoding.Latin1);
        int start = mail.IndexOf(header, StringComparison.Ordinal) + header.Length;
        int end = mail.IndexOf("\r\n", start, StringComparison.Ordinal);
        string date = time.GetUtcNow().ToString("ddd, dd MMM yyyy HH':'mm':'ss +0000", CultureInfo.InvariantCulture);
        File.WriteAllText(file, string.Concat(mail.AsSpan(0, start), date, mail.AsSpan(end)), Encoding.Latin1);
    }

    private string TakeDesk()
    {
        if (desks.TryPop(out string? desk) && Directory.Exists(desk))
        {
            return desk;
        }

        desk = Path.Combine(folder, WritingFolder, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(desk);
        return desk;
    }

    private static void Remove(string desk)
    {
        try
        {
            Directory.Delete(desk, recursive: true);
            Directory.Delete(Path.GetDirectoryName(desk)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // In use by another, or not ours to delete: it holds nothing that counts.
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
