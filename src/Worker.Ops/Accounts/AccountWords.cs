using Worker.Ops.Components;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Messages;

namespace Worker.Ops.Accounts;

/// <summary>What the things of an account are called. A name that is not known stands as it is.</summary>
internal static class AccountWords
{
    public static string Status(InstallmentStatus status) => status switch
    {
        InstallmentStatus.Scheduled => SiteLanguage.Choose("scheduled", "未到期"),
        InstallmentStatus.Due => SiteLanguage.Choose("due", "已到期"),
        InstallmentStatus.Overdue => SiteLanguage.Choose("overdue", "逾期"),
        InstallmentStatus.Paid => SiteLanguage.Choose("paid", "已还清"),
        InstallmentStatus.WrittenOff => SiteLanguage.Choose("written off", "已核销"),
        _ => status.ToString(),
    };

    public static BadgeKind KindOf(InstallmentStatus status) => status switch
    {
        InstallmentStatus.Paid => BadgeKind.Good,
        InstallmentStatus.Overdue => BadgeKind.Bad,
        InstallmentStatus.Due => BadgeKind.Warning,
        _ => BadgeKind.Neutral,
    };

    public static string Entry(EntryKind kind) => kind switch
    {
        EntryKind.Payment => SiteLanguage.Choose("payment", "还款"),
        EntryKind.LateFee => SiteLanguage.Choose("late fee", "滞纳金"),
        EntryKind.Waiver => SiteLanguage.Choose("waiver", "减免"),
        EntryKind.Reversal => SiteLanguage.Choose("reversal", "冲正"),
        _ => kind.ToString(),
    };

    public static string Message(string kind) => kind switch
    {
        "due-soon" => SiteLanguage.Choose("due notice", "还款提醒"),
        "receipt" => SiteLanguage.Choose("receipt", "扣款回执"),
        "debit-failed" => SiteLanguage.Choose("debit failed", "扣款失败"),
        "method-suspended" => SiteLanguage.Choose("method suspended", "支付方式停用"),
        "overdue" => SiteLanguage.Choose("overdue notice", "逾期通知"),
        "payment-received" => SiteLanguage.Choose("payment received", "收款通知"),
        "plan-closed" => SiteLanguage.Choose("plan closed", "计划结清"),
        _ => kind,
    };

    public static string Message(MessageKind kind) => Message(kind.Name());

    public static string MessageState(string state) => state switch
    {
        "waiting" => SiteLanguage.Choose("waiting", "等待发送"),
        "sent" => SiteLanguage.Choose("sent", "已发送"),
        "dropped" => SiteLanguage.Choose("dropped", "已放弃"),
        "failed" => SiteLanguage.Choose("failed", "发送失败"),
        "noAddress" => SiteLanguage.Choose("no e-mail address", "无电子邮件地址"),
        _ => state,
    };

    public static BadgeKind KindOfMessage(string state) => state switch
    {
        "sent" => BadgeKind.Good,
        "failed" => BadgeKind.Bad,
        "dropped" or "noAddress" => BadgeKind.Warning,
        _ => BadgeKind.Neutral,
    };

    public static string Method(string status) => status switch
    {
        PaymentMethodStatus.Active => SiteLanguage.Choose("active", "可用"),
        PaymentMethodStatus.Suspended => SiteLanguage.Choose("suspended", "已停用"),
        PaymentMethodStatus.Revoked => SiteLanguage.Choose("revoked", "已解约"),
        _ => status,
    };

    public static BadgeKind KindOfMethod(string status) => status == PaymentMethodStatus.Active ? BadgeKind.Good : BadgeKind.Warning;

    public static string Hit(string kind) => kind switch
    {
        "customer" => SiteLanguage.Choose("customer", "客户"),
        "method" => SiteLanguage.Choose("payment method", "支付方式"),
        "plan" => SiteLanguage.Choose("plan", "分期计划"),
        "installment" => SiteLanguage.Choose("installment", "期次"),
        "payment" => SiteLanguage.Choose("payment", "还款"),
        "order" => SiteLanguage.Choose("order number", "订单号"),
        _ => kind,
    };

    public static string Decline(string category) => category switch
    {
        "soft" => SiteLanguage.Choose("soft", "可重试"),
        "hard" => SiteLanguage.Choose("hard", "不可重试"),
        _ => category,
    };

    public static string Limit(FeeLimit limit) => limit switch
    {
        FeeLimit.WithinGrace => SiteLanguage.Choose("within grace: none yet", "宽限期内：暂不计收"),
        FeeLimit.PaidWithinGrace => SiteLanguage.Choose("paid within grace: none", "宽限期内还清：不计收"),
        FeeLimit.CapPercent => SiteLanguage.Choose("held by the share cap", "达到比例上限"),
        FeeLimit.AnnualCap => SiteLanguage.Choose("held by the annual cap", "达到年化上限"),
        _ => "",
    };

    public static string Part(LedgerPart part) => part switch
    {
        LedgerPart.LateFee => SiteLanguage.Choose("late fees", "滞纳金"),
        LedgerPart.Interest => SiteLanguage.Choose("interest", "利息"),
        LedgerPart.Principal => SiteLanguage.Choose("principal", "本金"),
        _ => part.ToString(),
    };
}
