using Worker.Configuration.Reading;
using Worker.Servicing.AutoDebit;
using Worker.Servicing.Channels;
using Worker.Servicing.Messages;
using Worker.Servicing.Retention;

namespace Worker.Configuration.Sections;

/// <summary>Reads <c>Retention</c>. Nothing may go while a rule still looks back at it, so other sections say how short it can be.</summary>
internal static class RetentionSection
{
    public static RetentionSettings Read(SectionReader section, ChannelDirectory channels, AutoDebitSettings autoDebit, OutboxSettings outbox)
    {
        double longestBudget = channels.All.SelectMany(channel => channel.Budgets).Select(budget => budget.Window.TotalDays).DefaultIfEmpty().Max();
        int counted = Math.Max((int)Math.Ceiling(longestBudget), autoDebit.Retries.Days[^1] + autoDebit.LeadDays);
        return new RetentionSettings
        {
            MessageDays = Days(section, "MessageDays", outbox.StaleAfterDays),
            AttemptDays = Days(section, "AttemptDays", counted),
            RunDays = Days(section, "RunDays", 0),
            SessionDays = Days(section, "SessionDays", 0),
        };
    }

    /// <param name="lookedBackAt">How many days a rule looks back.</param>
    private static int Days(SectionReader section, string name, int lookedBackAt)
    {
        int least = Math.Max(RetentionSettings.LeastDays, lookedBackAt + 1);
        return section.Whole(name, Math.Max(RetentionSettings.DefaultDays, least), least, RetentionSettings.MostDays);
    }
}
