using Worker.Ops.Access;
using Worker.Ops.Components;
using Worker.Ops.Layout;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

/// <summary>The two steps of every lever of an account: <c>…/preview</c> shows what would happen, the same path without it does it.</summary>
internal static class OperationEndpoints
{
    /// <summary>The part of the query that tells a page what was done.</summary>
    public const string Done = "done";

    private const string Preview = "/preview";

    public static void MapLever(this IEndpointRouteBuilder site, IOperation lever)
    {
        string path = $"{lever.Page}/{lever.Name}";
        site.MapPost(path + Preview, async (HttpContext context, long id) =>
            await ShowAsync(lever, await ReadAsync(context, id), null, StatusCodes.Status200OK)).RequireOperator();
        site.MapPost(path, async (HttpContext context, long id) => await ApplyAsync(lever, await ReadAsync(context, id))).RequireOperator();
    }

    private static async Task<OperationForm> ReadAsync(HttpContext context, long id) =>
        new(context, await context.Request.ReadFormAsync(context.RequestAborted), id);

    private static async Task<IResult> ApplyAsync(IOperation lever, OperationForm form)
    {
        if (ActionNote.Read(form.Context, form.Fields) is not OperatorNote note)
        {
            return await ShowAsync(lever, form, LayoutTexts.Current.ReasonMissing, StatusCodes.Status422UnprocessableEntity);
        }

        try
        {
            // Whoever asked for it has asked: that the browser went away is no reason to leave it half known.
            OperationOutcome? outcome = await lever.ApplyAsync(form, note, CancellationToken.None);
            return outcome is null
                ? TypedResults.NotFound()
                : TypedResults.LocalRedirect(OpenOrdersNote.Tell($"{PageOf(lever, form)}?{Done}={(outcome.Changed ? lever.Name : "already")}", outcome));
        }
        catch (OperationRefusedException refused)
        {
            return await ShowAsync(lever, form, OperationTexts.Refused(refused), StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<IResult> ShowAsync(IOperation lever, OperationForm form, string? failure, int status)
    {
        string page = PageOf(lever, form);
        OperationPreview? preview;
        try
        {
            preview = await lever.PrepareAsync(form, form.Context.RequestAborted);
            if (preview is null)
            {
                return TypedResults.NotFound();
            }
        }
        catch (OperationRefusedException refused)
        {
            return SiteResults.Page<RefusedPage>(
                StatusCodes.Status422UnprocessableEntity,
                (nameof(RefusedPage.Failure), failure ?? OperationTexts.Refused(refused)),
                (nameof(RefusedPage.Back), page));
        }

        return SiteResults.Page<OperationPage>(
            status,
            (nameof(OperationPage.Preview), preview),
            (nameof(OperationPage.Action), $"{page}/{lever.Name}"),
            (nameof(OperationPage.Back), page),
            (nameof(OperationPage.Reason), form.Text(ActionNote.Field)),
            (nameof(OperationPage.Failure), failure));
    }

    private static string PageOf(IOperation lever, OperationForm form) =>
        lever.Page.Replace("{id:long}", form.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
