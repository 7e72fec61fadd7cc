namespace Worker.Ops.Runs;

internal sealed record RunTexts
{
    public required Func<long, string> Title { get; init; }
    public required string UnderWay { get; init; }
    public required string Refresh { get; init; }
    public required string Job { get; init; }
    public required string BusinessDate { get; init; }
    public required string State { get; init; }
    public required string Why { get; init; }
    public required string Trigger { get; init; }
    public required string Reason { get; init; }
    public required string Occurrence { get; init; }
    public required Func<int, string> TryNumber { get; init; }
    public required string Began { get; init; }
    public required string Ended { get; init; }
    public required string Took { get; init; }
    public required string Records { get; init; }
    public required string Pace { get; init; }
    public required Func<string, string> Rate { get; init; }
    public required Func<string, string, string> DoneOf { get; init; }
    public required string BackgroundJob { get; init; }
    public required string Cancel { get; init; }
    public required string CancelHint { get; init; }
    public required string OverAlready { get; init; }
    public required string RunAgain { get; init; }
    public required string Counters { get; init; }
    public required string CountersCaption { get; init; }
    public required string Counted { get; init; }
    public required string Count { get; init; }
    public required string Amount { get; init; }
    public required string Rows { get; init; }
    public required string Errors { get; init; }
    public required string NoErrors { get; init; }
    public required Func<string, string, string> ErrorsOf { get; init; }
    public required string Subject { get; init; }
    public required string Detail { get; init; }
    public required string AllReasons { get; init; }
    public required Func<string, string> ShowAll { get; init; }
    public required string Slices { get; init; }
    public required string SlicesCaption { get; init; }
    public required string Slice { get; init; }
    public required string Progress { get; init; }
    public required string Leases { get; init; }
    public required string Worker { get; init; }
    public required string Log { get; init; }
    public required string LogHint { get; init; }
    public required string LogCaption { get; init; }
    public required string At { get; init; }
    public required string Level { get; init; }
    public required string Line { get; init; }

    public static RunTexts Current => SiteLanguage.Choose(English, Chinese);

    private static RunTexts English { get; } = new()
    {
        Title = run => $"Run {run}",
        UnderWay = "Under way",
        Refresh = "Refresh",
        Job = "Job",
        BusinessDate = "Business date",
        State = "State",
        Why = "Why it ended",
        Trigger = "Triggered by",
        Reason = "Reason",
        Occurrence = "Occurrence",
        TryNumber = number => $", try {number}",
        Began = "Began",
        Ended = "Ended",
        Took = "Took",
        Records = "Records",
        Pace = "Pace",
        Rate = rate => $"{rate} a second",
        DoneOf = (done, all) => $"{done} of {all}",
        BackgroundJob = "Background job",
        Cancel = "Cancel the run",
        CancelHint = "It stops within five seconds, on every server. What was done stays done, and what is in hand is written. The job's next time does the rest.",
        OverAlready = "The run was over already, or is being cancelled; nothing was changed.",
        RunAgain = "Run again…",
        Counters = "What it counted",
        CountersCaption = "Counts and amounts",
        Counted = "What",
        Count = "Count",
        Amount = "Amount",
        Rows = "Download its rows (CSV)",
        Errors = "Errors by reason",
        NoErrors = "None.",
        ErrorsOf = (reason, count) => $"{reason}: {count}",
        Subject = "What it is about",
        Detail = "Detail",
        AllReasons = "All reasons",
        ShowAll = count => $"Show all {count}",
        Slices = "Slices",
        SlicesCaption = "Slices, each worked on by one worker at a time",
        Slice = "Slice",
        Progress = "Records done",
        Leases = "Times taken",
        Worker = "Worker",
        Log = "Log",
        LogHint = "The last lines that this process has logged about the run since it started. Lines of other servers, and older ones, are in the log files.",
        LogCaption = "Log lines, the oldest first",
        At = "At",
        Level = "Level",
        Line = "Line",
    };

    private static RunTexts Chinese { get; } = new()
    {
        Title = run => $"运行 {run}",
        UnderWay = "正在运行",
        Refresh = "刷新",
        Job = "任务",
        BusinessDate = "业务日期",
        State = "状态",
        Why = "结束原因",
        Trigger = "触发方式",
        Reason = "原因",
        Occurrence = "触发时点",
        TryNumber = number => $"，第 {number} 次尝试",
        Began = "开始",
        Ended = "结束",
        Took = "用时",
        Records = "记录",
        Pace = "速度",
        Rate = rate => $"每秒 {rate} 条",
        DoneOf = (done, all) => $"{done} / {all}",
        BackgroundJob = "后台任务",
        Cancel = "取消运行",
        CancelHint = "所有服务器将在五秒内停止。已完成的保持不变，正在处理的会入账。其余由任务下次运行处理。",
        OverAlready = "该运行此前已经结束或正在取消，未做任何更改。",
        RunAgain = "再次运行…",
        Counters = "统计",
        CountersCaption = "笔数与金额",
        Counted = "项目",
        Count = "笔数",
        Amount = "金额",
        Rows = "下载明细（CSV）",
        Errors = "按原因分组的错误",
        NoErrors = "无。",
        ErrorsOf = (reason, count) => $"{reason}：{count}",
        Subject = "对象",
        Detail = "详情",
        AllReasons = "全部原因",
        ShowAll = count => $"查看全部 {count} 条",
        Slices = "分片",
        SlicesCaption = "分片，每片同一时间由一个进程处理",
        Slice = "分片",
        Progress = "已处理记录",
        Leases = "领取次数",
        Worker = "处理进程",
        Log = "日志",
        LogHint = "本进程启动以来关于该运行的最近日志。其他服务器的日志及更早的日志见日志文件。",
        LogCaption = "日志，最早在前",
        At = "时间",
        Level = "级别",
        Line = "内容",
    };
}
