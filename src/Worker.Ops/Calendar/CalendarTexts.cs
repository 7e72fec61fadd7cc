namespace Worker.Ops.Calendar;

internal sealed record CalendarTexts
{
    public required string Title { get; init; }
    public required Func<int, string> Caption { get; init; }
    public required string Date { get; init; }
    public required string Kind { get; init; }
    public required string Working { get; init; }
    public required string DayOff { get; init; }
    public required string Due { get; init; }
    public required Func<string, string> Installments { get; init; }
    public required string NothingDue { get; init; }
    public required string Jobs { get; init; }
    public required Func<string, string, string, string> Times { get; init; }
    public required string Note { get; init; }
    public required Func<string, string> NoFile { get; init; }
    public required Func<string, string> Zone { get; init; }
    public required string ClockChange { get; init; }
    public required string NoClockChange { get; init; }
    public required Func<string, string, string> Forward { get; init; }
    public required Func<string, string, string> Back { get; init; }
    public required string ClockCaption { get; init; }
    public required string Job { get; init; }
    public required string Scheduled { get; init; }
    public required string Local { get; init; }
    public required string Utc { get; init; }
    public required string Shifted { get; init; }
    public required string Repeated { get; init; }

    public static CalendarTexts Current => SiteLanguage.Choose(English, Chinese);

    private static CalendarTexts English { get; } = new()
    {
        Title = "Calendar",
        Caption = days => $"The coming {days} days",
        Date = "Day",
        Kind = "Working day",
        Working = "working day",
        DayOff = "day off",
        Due = "Falls due",
        Installments = count => $"{count} installments",
        NothingDue = "nothing",
        Jobs = "Jobs",
        Times = (count, first, last) => $"{count} times, {first} to {last}",
        Note = "Due dates as rolled by the calendar. Amounts are principal and interest of what is not paid; what was paid of one in part is not taken off.",
        NoFile = years => $"No holidays are known of {years}: only weekends are days off.",
        Zone = zone => $"Times are those of {zone}.",
        ClockChange = "When clocks change",
        NoClockChange = "Clocks do not change in this zone within a year.",
        Forward = (from, to) => $"Clocks go forward from {from} to {to}.",
        Back = (from, to) => $"Clocks go back from {from} to {to}.",
        ClockCaption = "When jobs run on that day",
        Job = "Job",
        Scheduled = "Scheduled",
        Local = "Clocks show",
        Utc = "UTC",
        Shifted = "does not exist on that day, runs at the first instant after it",
        Repeated = "second time around",
    };

    private static CalendarTexts Chinese { get; } = new()
    {
        Title = "日历",
        Caption = days => $"未来 {days} 天",
        Date = "日期",
        Kind = "工作日",
        Working = "工作日",
        DayOff = "休息日",
        Due = "到期",
        Installments = count => $"{count} 期",
        NothingDue = "无",
        Jobs = "任务",
        Times = (count, first, last) => $"{count} 次，{first} 至 {last}",
        Note = "到期日按日历顺延后计算。金额为未还清分期的本金与利息，未扣除部分还款。",
        NoFile = years => $"{years} 年没有节假日数据：仅周末为休息日。",
        Zone = zone => $"时间为 {zone} 时区。",
        ClockChange = "时钟调整",
        NoClockChange = "该时区一年内不调整时钟。",
        Forward = (from, to) => $"时钟由 {from} 拨快至 {to}。",
        Back = (from, to) => $"时钟由 {from} 拨慢至 {to}。",
        ClockCaption = "当日任务运行时间",
        Job = "任务",
        Scheduled = "计划时间",
        Local = "当地时间",
        Utc = "UTC",
        Shifted = "当日不存在该时刻，顺延至其后第一刻",
        Repeated = "第二次出现",
    };
}
