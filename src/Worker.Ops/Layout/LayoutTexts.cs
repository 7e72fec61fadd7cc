namespace Worker.Ops.Layout;

internal sealed record LayoutTexts
{
    public required string Product { get; init; }

    public required string SkipToContent { get; init; }

    public required string Pages { get; init; }

    public required string BackgroundJobs { get; init; }

    public required string BusinessDate { get; init; }

    public required string Off { get; init; }

    public required string Since { get; init; }

    public required string By { get; init; }

    public required string Language { get; init; }

    public required string Theme { get; init; }

    public required string AsSystem { get; init; }

    public required string Light { get; init; }

    public required string Dark { get; init; }

    public required string Reason { get; init; }

    public required string ReasonHint { get; init; }

    public required string ReasonMissing { get; init; }

    public required string Cancel { get; init; }

    public required string FirstPage { get; init; }

    public required string NextPage { get; init; }

    public required string MorePages { get; init; }

    public static LayoutTexts Current => SiteLanguage.Choose(English, Chinese);

    private static LayoutTexts English { get; } = new()
    {
        Product = "Installment worker",
        SkipToContent = "Skip to the page",
        Pages = "Pages",
        BackgroundJobs = "Background jobs",
        BusinessDate = "Business date",
        Off = "off",
        Since = "since",
        By = "by",
        Language = "Language",
        Theme = "Appearance",
        AsSystem = "As the system",
        Light = "Light",
        Dark = "Dark",
        Reason = "Reason",
        ReasonHint = "Kept in the audit log with your name.",
        ReasonMissing = "A reason is needed: one line of at most 320 characters.",
        Cancel = "Cancel",
        FirstPage = "First page",
        NextPage = "Next page",
        MorePages = "More rows",
    };

    private static LayoutTexts Chinese { get; } = new()
    {
        Product = "分期还款任务",
        SkipToContent = "跳到正文",
        Pages = "页面",
        BackgroundJobs = "后台任务",
        BusinessDate = "业务日期",
        Off = "已关闭",
        Since = "自",
        By = "操作人",
        Language = "语言",
        Theme = "外观",
        AsSystem = "跟随系统",
        Light = "浅色",
        Dark = "深色",
        Reason = "原因",
        ReasonHint = "将与您的用户名一同记入审计日志。",
        ReasonMissing = "请填写原因：单行，最多 320 个字符。",
        Cancel = "取消",
        FirstPage = "第一页",
        NextPage = "下一页",
        MorePages = "更多记录",
    };
}
