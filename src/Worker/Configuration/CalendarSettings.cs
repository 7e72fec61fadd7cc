using System.ComponentModel;
using Worker.Servicing.Calendar;
using Worker.Servicing.Settings;

namespace Worker.Configuration;

public sealed record CalendarSettings
{
    [KeyName("TimeZone"), DefaultValue("Asia/Shanghai")]
    public BusinessZone Zone { get; init; } = new(TimeZoneInfo.Utc);

    public string? Folder { get; init; }

    [Allowed(DueDateRolls.Allowed)]
    public DueDateRoll Roll { get; init; } = DueDateRoll.None;

    /// <summary>The holiday files of <see cref="Folder"/>, or those that come with the worker.</summary>
    [NoKey]
    public BusinessCalendar Calendar { get; init; } = BusinessCalendar.BuiltIn;
}
