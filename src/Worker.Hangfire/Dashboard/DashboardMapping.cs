using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Worker.Hangfire.Dashboard;

public static class DashboardMapping
{
    public const string Path = "/hangfire";

    /// <summary>
    /// Maps the dashboard. Its forms ask for the site's antiforgery token; whoever may only look gets no buttons, and is refused
    /// what they would do. What operators press is in the audit log.
    /// </summary>
    /// <param name="previewOf">
    /// Where a job leads that is to be confirmed before it is run by hand, for a date or for its newest one; null for any other job.
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
