namespace Worker.Ops.Access;

/// <summary>
/// What browsers are told not to do with our pages: run anything that stands in them, load anything from elsewhere, show
/// them in a frame, guess types, keep them, tell others where one came from.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Nothing inline, nothing from elsewhere. An endpoint that sets its own policy keeps it.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                IHeaderDictionary headers = ((HttpContext)state).Response.Headers;
                headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
                headers.TryAdd("X-Content-Type-Options", "nosniff");
                headers.TryAdd("X-Frame-Options", "DENY");

                // Not no-referrer: browsers then hide the origin of our own forms from us as well.
                headers.TryAdd("Referrer-Policy", "same-origin");
                headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
                headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
                if (!headers.CacheControl.ToString().Contains("max-age", StringComparison.OrdinalIgnoreCase))
                {
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            },
            context);
        return next(context);
    }
}
