namespace Worker.Ops.Today;

/// <summary>What the page of the day says.</summary>
internal sealed record TodayTexts
{
    public required string Title { get; init; }
    public required string UnderWay { get; init; }
    public required string Refresh { get; init; }
    public required string ReadAt { get; init; }
    public required string Collections { get; init; }
    public required string CollectedOf { get; init; }
    public required string NothingDueToday { get; init; }
    public required string Attempts { get; init; }
    public required string Outcome { get; init; }
    public required string Currency { get; init; }
    public required string Count { get; init; }
    public required string Amount { get; init; }
    public required string Channels { get; init; }
    public required string ChannelsNewest { get; init; }
    public required string Channel { get; init; }
    public required string LastAnswer { get; init; }

    public required string NeverAnswered { get; init; }
    public required string Errors { get; init; }
    public required string TopError { get; init; }
    public required string AttemptCount { get; init; }
    public required string Waiting { get; init; }
    public required string InDoubt { get; init; }
    public required string Outbox { get; init; }

    public required string WithoutAddress { get; init; }
    public required string Stopped { get; init; }
    public required string CustomerHolds { get; init; }
    public required string PlanHolds { get; init; }
    public required string Overdue { get; init; }
    public required string OverdueByBucket { get; init; }
    public required string Bucket { get; init; }
    public required string DaysPastDue { get; init; }
    public required string Installments { get; init; }
    public required string NothingFellDue { get; init; }
    public required string AsTable { get; init; }
    public required string DueOn { get; init; }
    public required string Due { get; init; }
    public required string Share { get; init; }
    public required string HowCounted { get; init; }
    public required string EarlierReadAt { get; init; }
    public required string Jobs { get; init; }
    public required string JobsCaption { get; init; }
    public required string Job { get; init; }
    public required string LastRun { get; init; }
    public required string BusinessDate { get; init; }
    public required string State { get; init; }
    public required string FinishedUpTo { get; init; }
    public required string DaysBehind { get; init; }
    public required string NextRun { get; init; }
    public required string Never { get; init; }
    public required Func<string, string, string> OldDoubts { get; init; }
    public required Func<string, string> CollectedShare { get; init; }
    public required Func<string, string> InstallmentsDue { get; init; }
    public required Func<string, string, string> OldestFor { get; init; }
    public required Func<int, string> LastDays { get; init; }
    public required Func<string, string> ChartTitle { get; init; }
    public required Func<string, string, string, string> Sum { get; init; }
    public required IReadOnlyDictionary<ChartPartKind, string> Parts { get; init; }

    public static TodayTexts Current => SiteLanguage.Choose(English, Chinese);

    private static TodayTexts English { get; } = new()
    {
        Title = "Today",
        UnderWay = "Under way",
        Refresh = "Refresh",
        ReadAt = "As of",
        Collections = "Collected today",
        CollectedOf = "Collected of what falls due today:",
        NothingDueToday = "Nothing falls due today.",
        Attempts = "Today's debit attempts",
        Outcome = "Outcome",
        Currency = "Currency",
        Count = "Attempts",
        Amount = "Amount",
        Channels = "Channels",
        ChannelsNewest = "How the channels fared in the newest attempts",
        Channel = "channel",
        LastAnswer = "last answered a debit",
        NeverAnswered = "never",
        Errors = "failed",
        TopError = "most frequent error",
        AttemptCount = "attempts",
        Waiting = "Waiting",
        InDoubt = "Attempts in doubt",
        Outbox = "Messages in the outbox",
        WithoutAddress = "Messages without an e-mail address",
        Stopped = "Left to collections",
        CustomerHolds = "Customers on hold",
        PlanHolds = "Plans on hold",
        Overdue = "Overdue",
        OverdueByBucket = "Overdue installments by bucket",
        Bucket = "Bucket",
        DaysPastDue = "Days past due",
        Installments = "Installments",
        NothingFellDue = "Nothing fell due in these days.",
        AsTable = "The same as a table",
        DueOn = "Due on",
        Due = "Due",
        Share = "Collected",
        HowCounted = "Principal and interest by due date. A payment counts for the installment it was made for.",
        EarlierReadAt = "The days before today are as of",
        Jobs = "Jobs",
        JobsCaption = "Jobs: last run and next",
        Job = "Job",
        LastRun = "Last run",
        BusinessDate = "For",
        State = "State",
        FinishedUpTo = "Finished up to",
        DaysBehind = "Days behind",
        NextRun = "Next run",
        Never = "never",
        CollectedShare = currency => $"Collected of what falls due today, {currency}",
        InstallmentsDue = count => $"{count} installments fall due today.",
        OldestFor = (count, age) => $"{count}, the oldest for {age}",
        OldDoubts = (count, alarms) => $"{count} debits have been in doubt for long, {alarms} of them for long enough to be an alarm. The oldest:",
        LastDays = days => $"The last {days} days",
        ChartTitle = currency => $"What fell due, and what was collected, in {currency}",
        Sum = (due, paid, overdue) => $"In all: {due} due, {paid} collected, {overdue} overdue.",
        Parts = new Dictionary<ChartPartKind, string>
        {
            [ChartPartKind.OnTime] = "Collected by the due date",
            [ChartPartKind.Later] = "Collected later",
            [ChartPartKind.Overdue] = "Overdue",
            [ChartPartKind.Open] = "Open, not overdue",
        },
    };

    private static TodayTexts Chinese { get; } = new()
    {
        Title = "今日",
        UnderWay = "正在运行",
        Refresh = "刷新",
        ReadAt = "数据时间",
        Collections = "今日回款",
        CollectedOf = "今日应还已收：",
        NothingDueToday = "今日没有到期的分期。",
        Attempts = "今日扣款结果",
        Outcome = "结果",
        Currency = "币种",
        Count = "笔数",
        Amount = "金额",
        Channels = "渠道",
        ChannelsNewest = "最近扣款中各渠道的情况",
        Channel = "渠道",
        LastAnswer = "最近一次答复扣款",
        NeverAnswered = "从未",
        Errors = "失败",
        TopError = "最常见的错误",
        AttemptCount = "扣款次数",
        Waiting = "待处理",
        InDoubt = "存疑扣款",
        Outbox = "待发邮件",
        WithoutAddress = "无邮箱地址的消息",
        Stopped = "转催收",
        CustomerHolds = "已冻结客户",
        PlanHolds = "已冻结计划",
        Overdue = "逾期",
        OverdueByBucket = "各逾期阶段的分期数",
        Bucket = "阶段",
        DaysPastDue = "逾期天数",
        Installments = "期数",
        NothingFellDue = "这些天没有到期的分期。",
        AsTable = "以表格查看",
        DueOn = "到期日",
        Due = "应还",
        Share = "回收率",
        HowCounted = "按到期日统计本金与利息。还款计入其对应的分期。",
        EarlierReadAt = "今日之前的数据截至",
        Jobs = "任务",
        JobsCaption = "任务：上次与下次运行",
        Job = "任务",
        LastRun = "上次运行",
        BusinessDate = "业务日期",
        State = "状态",
        FinishedUpTo = "已完成至",
        DaysBehind = "落后天数",
        NextRun = "下次运行",
        Never = "从未运行",
        CollectedShare = currency => $"今日应还已收比例（{currency}）",
        InstallmentsDue = count => $"今日到期 {count} 期。",
        OldestFor = (count, age) => $"{count}，最早一笔已等待 {age}",
        OldDoubts = (count, alarms) => $"{count} 笔扣款长时间存疑，其中 {alarms} 笔已达告警时限。最早的一笔：",
        LastDays = days => $"最近 {days} 天",
        ChartTitle = currency => $"应还与回款（{currency}）",
        Sum = (due, paid, overdue) => $"合计：应还 {due}，已收 {paid}，逾期 {overdue}。",
        Parts = new Dictionary<ChartPartKind, string>
        {
            [ChartPartKind.OnTime] = "到期日前已收",
            [ChartPartKind.Later] = "之后收回",
            [ChartPartKind.Overdue] = "逾期未还",
            [ChartPartKind.Open] = "未还，未逾期",
        },
    };
}
