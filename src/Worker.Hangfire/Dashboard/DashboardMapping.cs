using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Worker.Hangfire.Dashboard;

public static class DashboardMapping
{
    public const string Path = "/hangfire";

    /// <summary>
    /// Maps the dashboard. Its forms need the site's antiforgery token; viewers get no buttons, and what those would do is refused.
    /// What operators press is in the audit log.
    /// </summary>
    /// <param name="previewOf">
    /// The page where a job is confirmed before it is run by hand, for a date or for its newest one; null for a job that needs none.
    /// </param>
    /// <returns>The endpoint, to require a policy of the site as well.</returns>
    public static IEndpointConventionBuilder MapEngineDashboard(
        this IEndpointRouteBuilder endpoints, Func<HttpContext, Task<DashboardAccess>> access, Func<string, DateOnly?, string?> previewOf)
    {
        IEndpointConventionBuilder dashboard = endpoints.MapHangfireDashboard(Path, new DashboardOptions
        {
            Authorization = [],
            AsyncAuthorization = [new DashboardGate(access)],
            IsReadOnlyFunc = DashboardGate.IsReadOnly,
            AppPath = "/",
            DashboardTitle = "Installment worker",
            DisplayNameFunc = (_, job) => JobTitles.Of(job),
            DisplayStorageConnectionString = false,
        });
        dashboard.Add(endpoint => endpoint.RequestDelegate = new DashboardActions(endpoint.RequestDelegate!, access, previewOf).InvokeAsync);
        return dashboard;
    }
}
