using Worker.Configuration.Reading;
using Worker.Servicing.Reconciliation;

namespace Worker.Configuration.Sections;

internal static class ReconciliationSection
{
    private const decimal MostHours = 720;

    public static DoubtSettings Read(SectionReader section)
    {
        var builtIn = new DoubtSettings();
        TimeSpan warnAfter = section.Span("WarnAfterHours", builtIn.WarnAfter, TimeSpan.FromHours(1), 0.01m, MostHours);
        TimeSpan latest = warnAfter > builtIn.AlarmAfter ? warnAfter : builtIn.AlarmAfter;
        return new DoubtSettings
        {
            WarnAfter = warnAfter,
            AlarmAfter = section.Span("AlarmAfterHours", latest, TimeSpan.FromHours(1), (decimal)warnAfter.TotalHours, MostHours),
        };
    }
}
