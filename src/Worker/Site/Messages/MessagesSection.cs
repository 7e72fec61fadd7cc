using Worker.Servicing.Messages;
using Worker.Servicing.Operators;
using Worker.Site.Access;
using Worker.Site.Accounts;
using Worker.Site.Components;
using Worker.Site.Levers;

namespace Worker.Site.Messages;

/// <summary>The page of a message, which customers and installments lead to.</summary>
internal sealed class MessagesSection : ISitePage
{
    public string? Path => null;

    public string Title => AccountTexts.Message;

    public string Policy => SitePolicies.Viewer;

    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/messages/{id:long}", ShowAsync);
        site.MapLever(new SendAgainLever());
    }

    private static async Task<IResult> ShowAsync(
        long id, ICorrespondenceReader correspondence, IMessageRenderer renderer, MessageDesk desk, CancellationToken cancellationToken) =>
        await correspondence.FindMessageAsync(id, cancellationToken) is not KeptMessage message
            ? TypedResults.NotFound()
            : SiteResults.Page<MessagePage>(
                (nameof(MessagePage.Message), message),
                (nameof(MessagePage.Rendered), await RenderAsync(renderer, message, cancellationToken)),
                (nameof(MessagePage.Refusal), desk.RefusalOf(message)));

    /// <summary>The mail as it reads, to a masked address: the whole one never gets near the page. Null when none can be made.</summary>
    private static async Task<RenderedMessage?> RenderAsync(IMessageRenderer renderer, KeptMessage message, CancellationToken cancellationToken)
    {
        try
        {
            Recipient masked = message.Recipient with { Address = Masked.Email(message.Recipient.Address) };
            return await renderer.RenderAsync(message.Key, message.Kind, message.Facts, masked, message.IsCourtesy, cancellationToken);
        }
        catch (Exception unwritable) when (unwritable is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
