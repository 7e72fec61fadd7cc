using Hangfire.Dashboard;
using Microsoft.AspNetCore.Http;

namespace Worker.Hangfire.Dashboard;

/// <summary>Decides once for each request what its sender may do.</summary>
internal sealed class DashboardGate(Func<HttpContext, Task<DashboardAccess>> access) : IDashboardAsyncAuthorizationFilter
{
    /// <summary>
    /// Only the dashboard's own scripts and styles. It uses style attributes for colours, which can't be listed one by one.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly object Granted = new();

    public async Task<bool> AuthorizeAsync(DashboardContext context)
    {
        HttpContext http = context.GetHttpContext();
        http.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        DashboardAccess granted = await access(http);
        http.Items[Granted] = granted;
        return granted != DashboardAccess.None;
    }

    /// <summary>Whether buttons are left out and refused. By default they are.</summary>
    public static bool IsReadOnly(DashboardContext context) =>
        context.GetHttpContext().Items.TryGetValue(Granted, out object? granted) is false || granted is not DashboardAccess.Operate;
}

public enum DashboardAccess
{
    None,

    View,

    Operate,
}
