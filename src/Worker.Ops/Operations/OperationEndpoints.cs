using Worker.Ops.Access;
using Worker.Ops.Components;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

/// <summary>The two steps of every operator action on an account: <c>…/preview</c> shows what it would do, the same path without it does it.</summary>
internal static class OperationEndpoints
{
    /// <summary>The part of the query that tells a page what was done.</summary>
    public const string Done = "done";

    private const string Preview = "/preview";

    public static void MapOperation(this IEndpointRouteBuilder site, IOperation operation)
    {
        string path = $"{operation.Page}/{operation.Name}";
        site.MapPost(path + Preview, async (HttpContext context, long id) =>
            await ShowAsync(operation, await ReadAsync(context, id), null, StatusCodes.Status200OK)).RequireOperator();
        site.MapPost(path, async (HttpContext context, long id) => await ApplyAsync(operation, await ReadAsync(context, id))).RequireOperator();
    }

    private static async Task<OperationForm> ReadAsync(HttpContext context, long id) =>
        new(context, await context.Request.ReadFormAsync(context.RequestAborted), id);

    private static async Task<IResult> ApplyAsync(IOperation operation, OperationForm form)
    {
        if (ActionNote.Read(form.Context, form.Fields) is not OperatorNote note)
        {
            return await ShowAsync(operation, form, Texts.Site["ReasonMissing"], StatusCodes.Status422UnprocessableEntity);
        }

        try
        {
            // A confirmed action is carried out even where the browser goes away meanwhile.
            OperationOutcome? outcome = await operation.ApplyAsync(form, note, CancellationToken.None);
            return outcome is null
                ? TypedResults.NotFound()
                : TypedResults.LocalRedirect(OpenOrdersNote.Tell($"{PageOf(operation, form)}?{Done}={(outcome.Changed ? operation.Name : "already")}", outcome));
        }
        catch (OperationRefusedException refused)
        {
            return await ShowAsync(operation, form, Because(refused), StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<IResult> ShowAsync(IOperation operation, OperationForm form, string? failure, int status)
    {
        string page = PageOf(operation, form);
        OperationPreview? preview;
        try
        {
            preview = await operation.PrepareAsync(form, form.Context.RequestAborted);
            if (preview is null)
            {
                return TypedResults.NotFound();
            }
        }
        catch (OperationRefusedException refused)
        {
            return SiteResults.Page<RefusedPage>(
                StatusCodes.Status422UnprocessableEntity,
                (nameof(RefusedPage.Failure), failure ?? Because(refused)),
                (nameof(RefusedPage.Back), page));
        }

        return SiteResults.Page<OperationPage>(
            status,
            (nameof(OperationPage.Preview), preview),
            (nameof(OperationPage.Action), $"{page}/{operation.Name}"),
            (nameof(OperationPage.Back), page),
            (nameof(OperationPage.Reason), form.Text(ActionNote.Field)),
            (nameof(OperationPage.Failure), failure));
    }

    private static string Because(OperationRefusedException refused) => Texts.Operations.Find($"Refused_{refused.Refusal}") ?? refused.Message;

    private static string PageOf(IOperation operation, OperationForm form) =>
        operation.Page.Replace("{id:long}", form.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
