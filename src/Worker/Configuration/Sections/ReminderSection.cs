using Worker.Configuration.Reading;
using Worker.Servicing.Calendar;
using Worker.Servicing.Messages;

namespace Worker.Configuration.Sections;

/// <summary>Reads <c>Reminders</c>: when notices are written, and when nothing is sent.</summary>
internal static class ReminderSection
{
    public static ReminderSettings Read(SectionReader section)
    {
        var builtIn = new ReminderSettings();
        return new ReminderSettings
        {
            DueSoonDays = section.Days("DueSoonDays", builtIn.DueSoonDays, 0, 365),
            OverdueDays = section.Days("OverdueDays", builtIn.OverdueDays, 1, 3650),
            StaleAfterDays = section.Whole("StaleAfterDays", builtIn.StaleAfterDays, 0, 365),
        };
    }

    public static QuietHours ReadQuietHours(SectionReader section) => section.Read<QuietHours>(
        "QuietHours", QuietHours.Default, TryQuietHours, "two different times like 22:00-08:00, less than the whole day, or none");

    private static bool TryQuietHours(string text, out QuietHours quiet)
    {
        quiet = new QuietHours(TimeOnly.MinValue, TimeOnly.MinValue);
        if (NumberReading.IsNone(text))
        {
            return true;
        }

        bool isRead = DailyHours.TryParse(text, out DailyHours hours, out _);
        quiet = new QuietHours(hours.From, hours.To);

        // The whole day would hold every message back for ever.
        return isRead && hours.From != hours.To;
    }
}
