using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Worker.Hangfire.Dashboard;

/// <summary>Puts Hangfire's dashboard on the ops site.</summary>
public static class DashboardMapping
{
    public const string Path = "/hangfire";

    /// <summary>
    /// Maps the dashboard. Its forms ask for the site's antiforgery token; whoever may only look gets no buttons, and is refused
    /// what they would do.
    /// </summary>
    /// <returns>The endpoints, to require a policy of the site as well.</returns>
    public static IEndpointConventionBuilder MapEngineDashboard(
        this IEndpointRouteBuilder endpoints, Func<HttpContext, Task<DashboardAccess>> access)
    {
        RouteGroupBuilder dashboard = endpoints.MapGroup("");
        dashboard.MapHangfireDashboard(Path, new DashboardOptions
        {
            Authorization = [],
            AsyncAuthorization = [new DashboardGate(access)],
            IsReadOnlyFunc = DashboardGate.IsReadOnly,
            AppPath = "/",
            DashboardTitle = "Installment worker",
            DisplayNameFunc = (_, job) => JobTitles.Of(job),
            DisplayStorageConnectionString = false,
        });

        // Its pages ask for their figures with a form. Hangfire looks for the form in whatever request comes, and falls over one without.
        dashboard.MapGet($"{Path}/stats", () => Results.StatusCode(StatusCodes.Status405MethodNotAllowed));
        return dashboard;
    }
}
