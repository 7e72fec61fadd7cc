using Microsoft.AspNetCore.Antiforgery;

namespace Worker.Ops.Access;

/// <summary>
/// Refuses every request that may change something and has no antiforgery token, whatever its endpoint says or forgets:
/// as the form field of the <c>AntiforgeryToken</c> component, or as the header <c>RequestVerificationToken</c>.
/// </summary>
internal sealed class AntiforgeryGate(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (IsHarmless(context.Request.Method) || await IsValidAsync(context))
        {
            await next(context);
            return;
        }

        await context.Response.RefuseAsync(StatusCodes.Status400BadRequest, Texts.Site["FormIsTooOld"]);
    }

    // Stricter than the framework, which lets TRACE pass, and asks nothing of methods it doesn't know.
    private static bool IsHarmless(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private async Task<bool> IsValidAsync(HttpContext context)
    {
        try
        {
            await antiforgery.ValidateRequestAsync(context);
            return true;
        }
        catch (Exception refused) when (refused is AntiforgeryValidationException or BadHttpRequestException or InvalidDataException)
        {
            return false;
        }
    }
}
