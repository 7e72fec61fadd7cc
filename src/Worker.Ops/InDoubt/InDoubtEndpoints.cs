using Worker.Data.Queries;
using Worker.Ops.Access;
using Worker.Ops.Components;
using Worker.Servicing.Operations;

namespace Worker.Ops.InDoubt;

/// <summary>The debits whose outcome is not known, and asking about one of them at once.</summary>
internal static class InDoubtEndpoints
{
    /// <summary>The field with the order number.</summary>
    public const string Order = "order";

    /// <summary>Where one says why an order is asked about now, and where that is sent.</summary>
    public const string AskPath = "/in-doubt/ask";

    private const string Path = "/in-doubt";

    public static void MapInDoubt(this IEndpointRouteBuilder site)
    {
        site.MapGet(Path, ShowAsync);
        site.MapGet(AskPath, WantAsync).RequireOperator();
        site.MapPost(AskPath, AskAsync).RequireOperator();
    }

    private static async Task<IResult> ShowAsync(string? after, DoubtReader reader, CancellationToken cancellationToken) =>
        SiteResults.Page<InDoubtPage>(
            (nameof(InDoubtPage.Doubts), await reader.ReadAsync(after ?? "", cancellationToken)),
            (nameof(InDoubtPage.IsFirst), string.IsNullOrEmpty(after)));

    private static Task<IResult> WantAsync(string? order, IOrderRecords records, CancellationToken cancellationToken) =>
        FormAsync(StatusCodes.Status200OK, order ?? "", null, null, records, cancellationToken);

    private static async Task<IResult> AskAsync(HttpContext context, QueryOrder query, IOrderRecords records, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        string order = form[Order].ToString();
        if (ActionNote.Read(context, form) is not OperatorNote note)
        {
            return await FormAsync(
                StatusCodes.Status422UnprocessableEntity, order, form[ActionNote.Field], Texts.Site["ReasonMissing"], records, cancellationToken);
        }

        try
        {
            return await query.QueryAsync(order, note, cancellationToken) is OrderInquiry inquiry
                ? SiteResults.Page<InquiryPage>((nameof(InquiryPage.Inquiry), inquiry))
                : TypedResults.NotFound();
        }
        catch (OperationRefusedException refused)
        {
            return await FormAsync(StatusCodes.Status409Conflict, order, note.Reason, refused.Message, records, cancellationToken);
        }
    }

    private static async Task<IResult> FormAsync(
        int status, string order, string? reason, string? failure, IOrderRecords records, CancellationToken cancellationToken) =>
        await records.FindAsync(order, cancellationToken) is not OrderRecord known
            ? TypedResults.NotFound()
            : SiteResults.Page<AskPage>(
                status,
                (nameof(AskPage.Known), known),
                (nameof(AskPage.Reason), reason),
                (nameof(AskPage.Failure), failure));
}
