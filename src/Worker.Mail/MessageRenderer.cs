using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Worker.Mail.Templates;
using Worker.Servicing.Messages;

namespace Worker.Mail;

/// <summary>Renders messages with the Razor components in <c>Templates/</c>, as HTML and as text.</summary>
/// <remarks>
/// Safe for any number of renders at once. Each has an <see cref="HtmlRenderer"/> of its own, which costs microseconds:
/// a shared one would render one message at a time and hold on to every component it ever rendered.
/// </remarks>
public sealed class MessageRenderer : IMessageRenderer, IDisposable
{
    private const int LongestSubject = 200;

    private readonly MailSettings settings;
    private readonly MailboxAddress from;

    // The templates inject nothing, and nothing of what they render may reach a log.
    private readonly ServiceProvider noServices = new ServiceCollection().BuildServiceProvider();

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
        var letter = new Letter(kind, facts, recipient, settings.HelpContact, isCourtesy ? settings.Unsubscribe : null);
        Type template = TemplateOf(kind);
        await using var renderer = new HtmlRenderer(noServices, NullLoggerFactory.Instance);
        (string html, string text) = await renderer.Dispatcher.InvokeAsync(async () => (
            await RenderAsync(renderer, template, letter, Medium.Html),
            await RenderAsync(renderer, template, letter, Medium.Text)));

        return new RenderedMessage(
            MessageId.Of(messageKey, from),
            recipient,
            OneLine.Of(letter.Passage.Subject, LongestSubject),
            PlainText.From(text),
            ReadableHtml.From(html),
            isCourtesy);
    }

    public void Dispose() => noServices.Dispose();

    private static async Task<string> RenderAsync(HtmlRenderer renderer, Type template, Letter letter, Medium medium)
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(Template.Letter)] = letter,
            [nameof(Template.Medium)] = medium,
        });
        return (await renderer.RenderComponentAsync(template, parameters)).ToHtmlString();
    }

    private static Type TemplateOf(MessageKind kind) => kind switch
    {
        MessageKind.DueSoon => typeof(DueSoonTemplate),
        MessageKind.Receipt => typeof(ReceiptTemplate),
        MessageKind.DebitFailed => typeof(DebitFailedTemplate),
        MessageKind.MethodSuspended => typeof(MethodSuspendedTemplate),
        MessageKind.Overdue => typeof(OverdueTemplate),
        MessageKind.PlanClosed => typeof(PlanClosedTemplate),
        MessageKind.PaymentReceived => typeof(ReceiptTemplate),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
