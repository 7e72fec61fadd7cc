using Worker.Servicing.Operators;
using Worker.Site.Access;
using Worker.Site.Components;
using Worker.Site.Layout;

namespace Worker.Site.Levers;

/// <summary>The two steps of every lever of an account: <c>…/preview</c> shows what would happen, the same path without it does it.</summary>
internal static class LeverEndpoints
{
    /// <summary>The part of the query that tells a page what was done.</summary>
    public const string Done = "done";

    private const string Preview = "/preview";

    public static void MapLever(this IEndpointRouteBuilder site, ILever lever)
    {
        string path = $"{lever.Page}/{lever.Name}";
        site.MapPost(path + Preview, async (HttpContext context, long id) =>
            await ShowAsync(lever, await ReadAsync(context, id), null, StatusCodes.Status200OK)).RequireOperator();
        site.MapPost(path, async (HttpContext context, long id) => await PullAsync(lever, await ReadAsync(context, id))).RequireOperator();
    }

    private static async Task<LeverForm> ReadAsync(HttpContext context, long id) =>
        new(context, await context.Request.ReadFormAsync(context.RequestAborted), id);

    private static async Task<IResult> PullAsync(ILever lever, LeverForm form)
    {
        if (ActionNote.Read(form.Context, form.Fields) is not OperatorNote note)
        {
            return await ShowAsync(lever, form, LayoutTexts.Current.ReasonMissing, StatusCodes.Status422UnprocessableEntity);
        }

        try
        {
            // Whoever asked for it has asked: that the browser went away is no reason to leave it half known.
            LeverOutcome? outcome = await lever.PullAsync(form, note, CancellationToken.None);
            return outcome is null
                ? TypedResults.NotFound()
                : TypedResults.LocalRedirect(OpenOrdersNote.Tell($"{PageOf(lever, form)}?{Done}={(outcome.Changed ? lever.Name : "already")}", outcome));
        }
        catch (LeverRefusedException refused)
        {
            return await ShowAsync(lever, form, LeverTexts.Refused(refused), StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<IResult> ShowAsync(ILever lever, LeverForm form, string? failure, int status)
    {
        string page = PageOf(lever, form);
        LeverPreview? preview;
        try
        {
            preview = await lever.PrepareAsync(form, form.Context.RequestAborted);
            if (preview is null)
            {
                return TypedResults.NotFound();
            }
        }
        catch (LeverRefusedException refused)
        {
            return SiteResults.Page<RefusedPage>(
                StatusCodes.Status422UnprocessableEntity,
                (nameof(RefusedPage.Failure), failure ?? LeverTexts.Refused(refused)),
                (nameof(RefusedPage.Back), page));
        }

        return SiteResults.Page<LeverPage>(
            status,
            (nameof(LeverPage.Preview), preview),
            (nameof(LeverPage.Action), $"{page}/{lever.Name}"),
            (nameof(LeverPage.Back), page),
            (nameof(LeverPage.Reason), form.Text(ActionNote.Field)),
            (nameof(LeverPage.Failure), failure));
    }

    private static string PageOf(ILever lever, LeverForm form) =>
        lever.Page.Replace("{id:long}", form.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
