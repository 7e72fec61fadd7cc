using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;

namespace Worker.Ops;

/// <summary>What jobs and states are called on every page. A name that is not known stands as it is.</summary>
internal static class SiteWords
{
    public static string Job(string name) => name switch
    {
        JobList.Reconcile => SiteLanguage.Choose("Settle doubts", "存疑对账"),
        JobList.MarkOverdue => SiteLanguage.Choose("Mark overdue", "逾期标记"),
        JobList.LateFees => SiteLanguage.Choose("Late fees", "滞纳金"),
        JobList.Remind => SiteLanguage.Choose("Write notices", "还款提醒"),
        JobList.AutoDebit => SiteLanguage.Choose("Debit what is due", "自动扣款"),
        JobList.SendMail => SiteLanguage.Choose("Send mail", "发送邮件"),
        _ => name,
    };

    public static string State(RunState state) => state switch
    {
        RunState.Cutting => SiteLanguage.Choose("being prepared", "准备中"),
        RunState.Active => SiteLanguage.Choose("under way", "运行中"),
        RunState.Completed => SiteLanguage.Choose("completed", "已完成"),
        RunState.SetAside => SiteLanguage.Choose("completed, rows set aside", "已完成，部分记录搁置"),
        RunState.Stopped => SiteLanguage.Choose("stopped", "已中止"),
        RunState.Failed => SiteLanguage.Choose("failed", "失败"),
        RunState.Superseded => SiteLanguage.Choose("superseded", "已被取代"),
        RunState.Cancelled => SiteLanguage.Choose("cancelled", "已取消"),
        _ => state.Name(),
    };

    public static Components.BadgeKind KindOf(RunState state) => state switch
    {
        RunState.Completed => Components.BadgeKind.Good,
        RunState.Failed => Components.BadgeKind.Bad,
        RunState.Stopped or RunState.SetAside or RunState.Cancelled => Components.BadgeKind.Warning,
        _ => Components.BadgeKind.Neutral,
    };

    /// <summary>Where an attempt stands, by its name in the database.</summary>
    public static string Attempt(string state) => state switch
    {
        "unknown" => SiteLanguage.Choose("no answer yet", "尚无结果"),
        "pending" => SiteLanguage.Choose("pending at the channel", "渠道处理中"),
        "lost" => SiteLanguage.Choose("never arrived, sent again", "未送达，将重发"),
        "succeeded" => SiteLanguage.Choose("succeeded", "成功"),
        "declined" => SiteLanguage.Choose("declined", "被拒"),
        "rejected" => SiteLanguage.Choose("rejected as wrong", "请求有误"),
        "withdrawn" => SiteLanguage.Choose("withdrawn", "已撤回"),
        _ => state,
    };

    public static Components.BadgeKind KindOf(string attemptState) => attemptState switch
    {
        _ when attemptState == AttemptState.Succeeded.Name() => Components.BadgeKind.Good,
        _ when attemptState == AttemptState.Rejected.Name() => Components.BadgeKind.Bad,
        _ when attemptState == AttemptState.Withdrawn.Name() => Components.BadgeKind.Neutral,
        _ => Components.BadgeKind.Warning,
    };

    public static string Switch(string name) => SwitchNames.TryGetChannel(name, out string? channel)
        ? SiteLanguage.Choose($"Channel {channel}", $"渠道 {channel}")
        : name == SwitchNames.AllDebits ? SiteLanguage.Choose("All debits", "全部扣款") : name;
}
