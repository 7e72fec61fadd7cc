namespace Worker.Site.Access;

/// <summary>Comes first of all, and keeps where a request comes from before forwarded headers change what can be seen of it.</summary>
internal sealed class ConnectionOriginMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Features.Set(ConnectionOrigin.Of(context));
        return next(context);
    }
}
