using Worker.Data.Queries;
using Worker.Ops.Access;
using Worker.Ops.Accounts;
using Worker.Ops.Components;
using Worker.Ops.Operations;
using Worker.Servicing.Messages;
using Worker.Servicing.Operations;

namespace Worker.Ops.Messages;

/// <summary>The page of a message, which customers and installments lead to.</summary>
internal sealed class MessagesSection : ISitePage
{
    public string? Path => null;

    public string Title => AccountTexts.Message;

    public string Policy => SitePolicies.Viewer;

    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/messages/{id:long}", ShowAsync);
        site.MapLever(new ResendOperation());
    }

    private static async Task<IResult> ShowAsync(
        long id, CorrespondenceReader correspondence, IMessageRenderer renderer, ResendMessage desk, CancellationToken cancellationToken) =>
        await correspondence.FindMessageAsync(id, cancellationToken) is not StoredMessage message
            ? TypedResults.NotFound()
            : SiteResults.Page<MessagePage>(
                (nameof(MessagePage.Message), message),
                (nameof(MessagePage.Rendered), await RenderAsync(renderer, message, cancellationToken)),
                (nameof(MessagePage.Refusal), desk.RefusalOf(message)));

    /// <summary>The mail as it reads, to a masked address: the whole one never gets near the page. Null when none can be made.</summary>
    private static async Task<RenderedMessage?> RenderAsync(IMessageRenderer renderer, StoredMessage message, CancellationToken cancellationToken)
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
