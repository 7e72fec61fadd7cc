using Worker.Servicing.Calendar;

namespace Worker.Configuration;

/// <summary>The <c>Calendar</c> section.</summary>
/// <param name="Zone"><c>Calendar:TimeZone</c>: the business time zone; Asia/Shanghai by default.</param>
/// <param name="Calendar">The holiday files of <c>Calendar:Folder</c>, or those that come with the worker.</param>
/// <param name="Roll"><c>Calendar:Roll</c>; none by default.</param>
public sealed record CalendarSettings(BusinessZone Zone, BusinessCalendar Calendar, DueDateRoll Roll);
