using Worker.Site.Calendar;
using Worker.Site.Customers;
using Worker.Site.Downloads;
using Worker.Site.InDoubt;
using Worker.Site.Installments;
using Worker.Site.Messages;
using Worker.Site.Plans;
using Worker.Site.Runs;
using Worker.Site.Switches;
using Worker.Site.Today;

namespace Worker.Site;

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
