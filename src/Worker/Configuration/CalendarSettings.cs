using Worker.Servicing.Calendar;

namespace Worker.Configuration;

/// <param name="Calendar">The holiday files of <c>Calendar:Folder</c>, or those that come with the worker.</param>
public sealed record CalendarSettings(BusinessZone Zone, BusinessCalendar Calendar, DueDateRoll Roll);
