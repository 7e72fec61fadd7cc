namespace Worker.Ops.Downloads;

internal static class DownloadTexts
{
    public static string Title => SiteLanguage.Choose("Downloads", "下载");
    public static string Overdue => SiteLanguage.Choose("Overdue installments", "逾期期次");
    public static string OverdueHint => SiteLanguage.Choose(
        "One line for each installment with what it owes, as of today.", "每期一行，含截至今日的应还金额。");
    public static string Elsewhere => SiteLanguage.Choose(
        "Repayments and statements are on the pages of customers and plans, a run's rows on the page of the run.",
        "还款记录与对账单见客户与计划页面，任务明细见任务页面。");
    public static string Statement => SiteLanguage.Choose("Statement", "对账单");
    public static string Print => SiteLanguage.Choose("Print it with the browser: what is only for the screen is left out.", "请用浏览器打印，屏幕专用内容不会打印。");
    public static string Repayments => SiteLanguage.Choose("Repayments", "还款记录");
    public static string NotOwed => SiteLanguage.Choose("Not owed", "未抵用");
    public static string TakenBack => SiteLanguage.Choose("taken back", "已冲正");
    public static string Days(string from, string? to) => SiteLanguage.Choose(
        to is null ? $"{from} days and more past due" : $"{from} to {to} days past due", to is null ? $"逾期 {from} 天及以上" : $"逾期 {from} 至 {to} 天");
}
