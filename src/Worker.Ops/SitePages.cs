using Worker.Ops.Calendar;
using Worker.Ops.Customers;
using Worker.Ops.Downloads;
using Worker.Ops.InDoubt;
using Worker.Ops.Installments;
using Worker.Ops.Messages;
using Worker.Ops.Plans;
using Worker.Ops.Runs;
using Worker.Ops.Switches;
using Worker.Ops.Today;

namespace Worker.Ops;

/// <summary>The one list of pages: it maps them, and the navigation offers them in this order.</summary>
internal static class SitePages
{
    public static IReadOnlyList<ISitePage> All { get; } =
    [
        new TodaySection(),
        new RunsSection(),
        new CustomersSection(),
        new PlansSection(),
        new InstallmentsSection(),
        new MessagesSection(),
        new InDoubtSection(),
        new SwitchesSection(),
        new CalendarSection(),
        new DownloadsSection(),
    ];

    public static void MapSitePages(this IEndpointRouteBuilder site)
    {
        foreach (ISitePage page in All)
        {
            RouteGroupBuilder group = site.MapGroup("");
            group.RequireAuthorization(page.Policy);
            page.Map(group);
        }
    }
}
