using Worker.Data.Queries;
using Worker.Ops.Components;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Ops.Runs;

/// <summary>What is recorded of runs, in the reader's words. A name that is not known stands as it is.</summary>
internal static class RunWords
{
    private static readonly HashSet<string> Deeds = new(
        ["toDebit", "toAsk", "posted", "takenBack", "dueSoon", "overdue", "toSend", "scheduled", "due", "cured", "writtenOff"], StringComparer.Ordinal);

    /// <summary>Whether a preview's counter tells of something that would be done, rather than left out.</summary>
    public static bool IsDeed(string counter) => Deeds.Contains(counter);

    public static string Trigger(string name) => name switch
    {
        "schedule" => SiteLanguage.Choose("the schedule", "计划"),
        "catch-up" => SiteLanguage.Choose("catching up", "补跑"),
        "manual" => SiteLanguage.Choose("an operator", "手动"),
        _ => name,
    };

    /// <summary>What made a run begin, and who where that was somebody.</summary>
    public static string TriggeredBy(RunRecord run) =>
        run.Trigger == RunTrigger.Manual.Name() ? $"{Trigger(run.Trigger)}: {run.Actor}" : Trigger(run.Trigger);

    public static string Slice(string state) => state switch
    {
        "open" => SiteLanguage.Choose("open", "未完成"),
        "done" => SiteLanguage.Choose("done", "已完成"),
        "left" => SiteLanguage.Choose("left undone", "已放弃"),
        _ => state,
    };

    public static string Level(LogLevel level) => level switch
    {
        LogLevel.Critical => SiteLanguage.Choose("critical", "严重"),
        LogLevel.Error => SiteLanguage.Choose("error", "错误"),
        LogLevel.Warning => SiteLanguage.Choose("warning", "警告"),
        LogLevel.Information => SiteLanguage.Choose("information", "信息"),
        _ => SiteLanguage.Choose("trace", "跟踪"),
    };

    public static BadgeKind KindOf(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => BadgeKind.Bad,
        LogLevel.Warning => BadgeKind.Warning,
        _ => BadgeKind.Neutral,
    };

    public static string Sentence(IEnumerable<RunCounter> counters) => string.Join(
        SiteLanguage.Choose("; ", "；"),
        counters.Select(counter => string.Join(
            SiteLanguage.Choose(", ", "，"),
            [
                $"{Counter(counter.Name)} {SiteLanguage.Current.Count(counter.Count)}",
                .. counter.Amounts.OrderBy(amount => amount.Key, StringComparer.Ordinal).Select(amount => SiteLanguage.Current.Amount(amount.Value, amount.Key)),
            ])));

    public static string Counter(string name) => name switch
    {
        _ when PreviewCounters.TryGetChannel(name, out string? channel) => SiteLanguage.Current.Channel(channel),
        "candidates" => SiteLanguage.Choose("looked at", "已检查"),
        "debited" => SiteLanguage.Choose("debited", "已扣款"),
        "toDebit" => SiteLanguage.Choose("to debit", "将扣款"),
        "inDoubt" => SiteLanguage.Choose("in doubt", "存疑"),
        "furtherParts" => SiteLanguage.Choose("of them further parts of one debit", "其中为同一扣款的后续分笔"),
        "declinedSoft" => SiteLanguage.Choose("declined, tried again later", "被拒，稍后再试"),
        "declinedHard" => SiteLanguage.Choose("declined, method suspended", "被拒，支付方式已停用"),
        "rejected" => SiteLanguage.Choose("rejected as wrong", "请求有误"),
        "deferred" => SiteLanguage.Choose("not processed, tried again later", "未受理，稍后再试"),
        "unreached" => SiteLanguage.Choose("never reached its channel, tried again later", "未到达渠道，稍后再试"),
        "withdrawn" => SiteLanguage.Choose("withdrawn before it was sent", "发送前已撤回"),
        "moved" => SiteLanguage.Choose("moved since it was decided, planned again", "决定后有变动，重新计划"),
        "blocked" => SiteLanguage.Choose("blocked by an attempt in doubt", "被存疑扣款阻止"),
        "onHold" => SiteLanguage.Choose("on hold", "已冻结"),
        "notToday" => SiteLanguage.Choose("not today's turn by the retry schedule", "按重试计划今日不扣"),
        "stopped" => SiteLanguage.Choose("left to collections", "转催收"),
        "nothingOwed" => SiteLanguage.Choose("nothing owed", "无欠款"),
        "noMethod" => SiteLanguage.Choose("no active payment method", "无可用支付方式"),
        "channelOff" => SiteLanguage.Choose("channel switched off", "渠道已关闭"),
        "debitsOff" => SiteLanguage.Choose("debits switched off", "扣款已关闭"),
        "outsideHours" => SiteLanguage.Choose("outside the channel's hours", "不在渠道时段"),
        "tooEarly" => SiteLanguage.Choose("too early for the channel", "早于渠道允许日期"),
        "overMandate" => SiteLanguage.Choose("over the mandate's maximum", "超过授权限额"),
        "mandateNotValid" => SiteLanguage.Choose("outside the mandate's dates", "不在授权有效期"),
        "awaitingNotice" => SiteLanguage.Choose("awaiting notice", "等待扣款通知"),
        "noticesAsked" => SiteLanguage.Choose("notices to channels", "已向渠道发出通知"),
        "noticesAccepted" => SiteLanguage.Choose("notices accepted", "渠道已接受通知"),
        "noticesRefused" => SiteLanguage.Choose("notices refused", "渠道已拒绝通知"),
        "noticesUnanswered" => SiteLanguage.Choose("notices without an answer", "渠道未答复通知"),
        "overMaximum" => SiteLanguage.Choose("over the channel's maximum", "超过渠道限额"),
        "budgetExhausted" => SiteLanguage.Choose("budget of the method exhausted", "支付方式次数已用尽"),
        "setAside" => SiteLanguage.Choose("set aside", "搁置"),
        "errors" => SiteLanguage.Choose("errors", "错误"),
        "asked" => SiteLanguage.Choose("asked about", "已查询"),
        "toAsk" => SiteLanguage.Choose("to ask about", "将查询"),
        "sentAgain" => SiteLanguage.Choose("sent again", "已重发"),
        "doubtWarnings" => SiteLanguage.Choose("in doubt for long", "存疑时间较长"),
        "doubtAlarms" => SiteLanguage.Choose("in doubt for too long", "存疑时间过长"),
        "droppedDays" => SiteLanguage.Choose("missed days dropped", "放弃的错过日期"),
        "alreadyWritten" => SiteLanguage.Choose("written already", "已写入"),
        "unsubscribed" => SiteLanguage.Choose("unsubscribed", "已退订"),
        "dueSoon" => SiteLanguage.Choose("due-soon notices", "到期提醒"),
        "overdue" => SiteLanguage.Choose("overdue", "逾期"),
        "posted" => SiteLanguage.Choose("late fees posted", "计入滞纳金"),
        "takenBack" => SiteLanguage.Choose("late fees taken back", "冲回滞纳金"),
        "scheduled" => SiteLanguage.Choose("scheduled again", "恢复未到期"),
        "due" => SiteLanguage.Choose("due", "到期"),
        "cured" => SiteLanguage.Choose("cured", "已结清"),
        "writtenOff" => SiteLanguage.Choose("written off", "已核销"),
        "toSend" => SiteLanguage.Choose("to send", "将发送"),
        "notNow" => SiteLanguage.Choose("not now", "暂不发送"),
        "sent" => SiteLanguage.Choose("sent", "已发送"),
        "stale" => SiteLanguage.Choose("stale, dropped", "已过时，放弃"),
        "badAddress" => SiteLanguage.Choose("bad address", "地址无效"),
        "failed" => SiteLanguage.Choose("failed", "失败"),
        "noAddress" => SiteLanguage.Choose("no e-mail address", "无电子邮件地址"),
        "paymentReceived" => SiteLanguage.Choose("payments received", "收款通知"),
        "planClosed" => SiteLanguage.Choose("plans closed", "计划结清"),
        "heldBack" => SiteLanguage.Choose("held back", "暂缓"),
        "notTried" => SiteLanguage.Choose("not tried", "未尝试"),
        _ => name,
    };

    public static string Error(string code) => code switch
    {
        "rejected" => SiteLanguage.Choose("Rejected as wrong", "请求有误"),
        "unknown-decline-code" => SiteLanguage.Choose("Decline code that is not known", "未知拒绝码"),
        "unknown-channel" => SiteLanguage.Choose("Channel that is not configured", "渠道未配置"),
        "unknown-currency" => SiteLanguage.Choose("Currency that is not known", "未知币种"),
        "invalid-ledger" => SiteLanguage.Choose("Ledger that can't be replayed", "账目无法重算"),
        "unwritable-message" => SiteLanguage.Choose("Message that can't be written", "邮件无法生成"),
        "mail-server-unreachable" => SiteLanguage.Choose("Mail server out of reach", "邮件服务器不可达"),
        "older-than-newest-run" => SiteLanguage.Choose("Older than the newest run", "早于最新一次运行"),
        _ => code,
    };
}
