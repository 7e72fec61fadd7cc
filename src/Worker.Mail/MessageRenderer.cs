using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Worker.Mail.Templates;
using Worker.Servicing.Messages;

namespace Worker.Mail;

/// <summary>Renders messages as HTML and as text.</summary>
/// <remarks>
/// Safe for any number of renders at once. Each has an <see cref="HtmlRenderer"/> of its own, which costs microseconds:
/// a shared one would render one message at a time and hold on to every component it ever rendered.
/// </remarks>
public sealed class MessageRenderer : IMessageRenderer, IDisposable
{
    private const int LongestSubject = 200;
    private const int MessageIdHexDigits = 40;

    private readonly MailSettings settings;
    private readonly MailboxAddress from;

    // Other scripts stand in the HTML as themselves: as numeric references, the default, a Chinese mail is three times as long.
    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
        .BuildServiceProvider();

    /// <summary>A renderer of messages sent from, and with the help contact of, these settings.</summary>
    /// <exception cref="FormatException"><see cref="MailSettings.From"/> is not an address.</exception>
    public MessageRenderer(MailSettings settings)
    {
        this.settings = settings;
        from = MailAddresses.Sender(settings);
    }

    /// <exception cref="FormatException">The facts name a currency the worker doesn't know.</exception>
    public async Task<RenderedMessage> RenderAsync(
        string messageKey,
        MessageKind kind,
        MessageFacts facts,
        Recipient recipient,
        bool isCourtesy,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var message = new MessageModel(kind, facts, recipient, settings.HelpContact, isCourtesy ? settings.Unsubscribe : null);
        return new RenderedMessage(
            MessageId(messageKey),
            recipient,
            OneLine.Of(message.Subject, LongestSubject),
            MessageText.Of(message),
            await HtmlAsync(message),
            isCourtesy);
    }

    public void Dispose() => services.Dispose();

    private async Task<string> HtmlAsync(MessageModel message)
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(MessageHtml.Message)] = message });
        // Nothing of what it renders may reach a log.
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<MessageHtml>(parameters)).ToHtmlString());
    }

    // The same for the same outbox key, so that a copy can be recognised: hash@domain, without angle brackets.
    private string MessageId(string messageKey)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(messageKey));
        string domain = Ascii.IsValid(from.Domain) ? from.Domain.ToLowerInvariant() : new IdnMapping().GetAscii(from.Domain);
        return string.Concat(Convert.ToHexStringLower(hash).AsSpan(0, MessageIdHexDigits), "@", domain);
    }
}
