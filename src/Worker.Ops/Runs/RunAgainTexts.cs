namespace Worker.Ops.Runs;

/// <summary>What is said when somebody has a job run by hand.</summary>
internal sealed record RunAgainTexts
{
    public required string Title { get; init; }
    public required Func<string, string, string> TitleOf { get; init; }
    public required string Explanation { get; init; }
    public required string BusinessDate { get; init; }
    public required string Look { get; init; }
    public required string Back { get; init; }
    public required string NotUnderstood { get; init; }
    public required string AsOf { get; init; }
    public required string WouldDo { get; init; }
    public required string ByChannel { get; init; }
    public required string WouldSkip { get; init; }
    public required string SetAside { get; init; }
    public required string Reason { get; init; }
    public required string Subject { get; init; }
    public required string Detail { get; init; }
    public required string InDoubtBlocks { get; init; }
    public required string InDoubt { get; init; }
    public required string Nothing { get; init; }
    public required Func<string, string, string> Button { get; init; }
    public required string Waits { get; init; }
    public required string Joins { get; init; }
    public required Func<long, string> RunNumber { get; init; }
    public required Func<string, string> BackgroundJob { get; init; }

    public static RunAgainTexts Current => SiteLanguage.Choose(English, Chinese);

    private static RunAgainTexts English { get; } = new()
    {
        Title = "Run a job",
        TitleOf = (job, date) => $"{job}: {date}",
        Explanation = "A look at what the run would do comes first, and changes nothing. A run does only what the rules say is left to do: what was debited is not debited again.",
        BusinessDate = "Business date",
        Look = "Look what it would do",
        Back = "Back to the runs",
        NotUnderstood = "There is no such job or date.",
        AsOf = "As of this moment. The run decides anew when it begins, by the same rules.",
        WouldDo = "What it would do",
        ByChannel = "What it would debit, by channel",
        WouldSkip = "What it looks at and leaves out, and why",
        SetAside = "Set aside, since they break a rule",
        Reason = "Reason",
        Subject = "What it is about",
        Detail = "Detail",
        InDoubtBlocks = "Installments with an attempt in doubt are left alone, and not counted here.",
        InDoubt = "In doubt",
        Nothing = "nothing to do",
        Button = (job, what) => $"Run now: {job} ({what})",
        Waits = "The run was asked for and waits for a worker. This page looks again by itself.",
        Joins = "A run of this job is under way, which it joins:",
        RunNumber = run => $"run {run}",
        BackgroundJob = job => $"Background job {job}",
    };

    private static RunAgainTexts Chinese { get; } = new()
    {
        Title = "手动运行任务",
        TitleOf = (job, date) => $"{job}：{date}",
        Explanation = "先预览本次运行将处理的内容，预览不做任何更改。运行只处理规则认为尚待处理的部分：已扣款的不会再次扣款。",
        BusinessDate = "业务日期",
        Look = "预览",
        Back = "返回运行记录",
        NotUnderstood = "没有该任务或日期。",
        AsOf = "以当前时刻为准。运行开始时按相同规则重新判断。",
        WouldDo = "将处理",
        ByChannel = "将扣款，按渠道",
        WouldSkip = "将跳过及原因",
        SetAside = "因违反规则而搁置",
        Reason = "原因",
        Subject = "对象",
        Detail = "详情",
        InDoubtBlocks = "有存疑扣款的分期不会处理，也不计入此处。",
        InDoubt = "存疑",
        Nothing = "无事可做",
        Button = (job, what) => $"立即运行：{job}（{what}）",
        Waits = "已提交，等待处理进程。本页会自动刷新。",
        Joins = "该任务正在运行，将并入：",
        RunNumber = run => $"运行 {run}",
        BackgroundJob = job => $"后台任务 {job}",
    };
}
