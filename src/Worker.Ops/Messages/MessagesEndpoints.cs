using Worker.Data.Queries;
using Worker.Ops.Components;
using Worker.Ops.Operations;
using Worker.Servicing.Messages;
using Worker.Servicing.Operations;

namespace Worker.Ops.Messages;

internal static class MessagesEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder site)
    {
        site.MapGet("/messages/{id:long}", ShowAsync);
        site.MapOperation(new ResendOperation());
    }

    private static async Task<IResult> ShowAsync(
        long id, CorrespondenceReader correspondence, IMessageRenderer renderer, ResendMessage resend, CancellationToken cancellationToken) =>
        await correspondence.FindMessageAsync(id, cancellationToken) is not StoredMessage message
            ? TypedResults.NotFound()
            : SiteResults.Page<MessagePage>(
                (nameof(MessagePage.Message), message),
                (nameof(MessagePage.Rendered), await RenderAsync(renderer, message, cancellationToken)),
                (nameof(MessagePage.Refusal), resend.RefusalOf(message)));

    /// <summary>The mail rendered for a masked address, so that the full one never reaches the page. Null when none can be made.</summary>
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
