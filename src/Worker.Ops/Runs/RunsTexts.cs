namespace Worker.Ops.Runs;

internal sealed record RunsTexts
{
    public required string Title { get; init; }
    public required string RunAJob { get; init; }
    public required string Filter { get; init; }
    public required string Run { get; init; }
    public required string Job { get; init; }
    public required string BusinessDate { get; init; }
    public required string State { get; init; }
    public required string Trigger { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string WithIdle { get; init; }
    public required string Show { get; init; }
    public required string All { get; init; }
    public required string Caption { get; init; }
    public required string Began { get; init; }
    public required string Took { get; init; }
    public required string Counted { get; init; }
    public required string NoneSoFar { get; init; }

    public static RunsTexts Current => SiteLanguage.Choose(English, Chinese);

    private static RunsTexts English { get; } = new()
    {
        Title = "Runs",
        RunAJob = "Run a job…",
        Filter = "Which runs",
        Run = "Run",
        Job = "Job",
        BusinessDate = "Business date",
        State = "State",
        Trigger = "Triggered by",
        From = "From",
        To = "To",
        WithIdle = "Also runs that found nothing to do",
        Show = "Show",
        All = "All",
        Caption = "Runs, the newest first",
        Began = "Began",
        Took = "Took",
        Counted = "What it counted",
        NoneSoFar = "None among the newest; there are older runs to look at.",
    };

    private static RunsTexts Chinese { get; } = new()
    {
        Title = "运行记录",
        RunAJob = "手动运行任务…",
        Filter = "筛选",
        Run = "编号",
        Job = "任务",
        BusinessDate = "业务日期",
        State = "状态",
        Trigger = "触发方式",
        From = "业务日期自",
        To = "至",
        WithIdle = "包括无事可做的运行",
        Show = "查询",
        All = "全部",
        Caption = "运行记录，最新在前",
        Began = "开始",
        Took = "用时",
        Counted = "统计",
        NoneSoFar = "最近的记录中没有；可继续查看更早的记录。",
    };
}
