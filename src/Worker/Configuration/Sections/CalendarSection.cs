using Worker.Configuration.Reading;
using Worker.Servicing.Calendar;

namespace Worker.Configuration.Sections;

internal static class CalendarSection
{
    /// <summary>The business time zone of an installation that names none.</summary>
    public const string DefaultZone = "Asia/Shanghai";

    public static CalendarSettings Read(SectionReader section) => new(
        Zone(section, "TimeZone", DefaultZone),
        Calendar(section),
        section.Read<DueDateRoll>("Roll", DueDateRoll.None, DueDateRolls.TryParse, DueDateRolls.Allowed));

    /// <summary>A time zone by its name; UTC after an error, so that reading goes on.</summary>
    public static BusinessZone Zone(SectionReader section, string name, string fallback)
    {
        BusinessZone? found = section.Read<BusinessZone?>(
            name, null, BusinessZone.TryFind, "the name of a time zone that this machine knows, like Asia/Shanghai");
        if (found is null && !section.IsGiven(name) && !BusinessZone.TryFind(fallback, out found))
        {
            section.Refuse(name, fallback, "the name of a time zone that this machine knows; the default is not one of them");
        }

        return found ?? new BusinessZone(TimeZoneInfo.Utc);
    }

    private static BusinessCalendar Calendar(SectionReader section)
    {
        if (section.OptionalText("Folder") is not { } folder)
        {
            return BusinessCalendar.BuiltIn;
        }

        if (HolidayFiles.TryLoad(folder, out BusinessCalendar? calendar, out IReadOnlyList<string> errors))
        {
            return calendar;
        }

        foreach (string error in errors)
        {
            section.Refuse("Folder", folder, $"a folder of holiday files; {Entry.OneLine(error, longest: 400)}");
        }

        return BusinessCalendar.WeekendsOnly;
    }
}
