using System.Collections.Frozen;
using System.Globalization;
using Worker.Mail.Templates;
using Worker.Servicing.Ledger;

namespace Worker.Mail.Languages;

/// <summary>Simplified Chinese as written in mainland China: ¥ is the yuan, any other currency stands as its ISO code.</summary>
public sealed class Chinese : Language
{
    private static readonly Decline UnknownDecline = new("付款未被受理。", "请向支付方式的服务机构核实，或更换其他支付方式。");

    private static readonly FrozenDictionary<string, Decline> Declines = new Dictionary<string, Decline>
    {
        ["insufficient_funds"] = new("账户余额不足。", "请及时充值，或更换其他支付方式。"),
        ["limit_exceeded"] = new("付款金额超出该支付方式的限额。", "请向服务机构申请调整限额，或更换其他支付方式。"),
        ["try_later"] = new("支付服务机构当时无法处理该笔付款。", "据我们所知，您的支付方式本身没有问题。"),
        ["account_closed"] = new("该账户已注销。", "请添加其他支付方式。"),
        ["agreement_revoked"] = new("自动扣款授权已解除。", "请重新授权自动扣款，或添加其他支付方式。"),
        ["card_expired"] = new("该银行卡已过有效期。", "请添加新卡或其他支付方式。"),
        ["card_lost"] = new("该银行卡已挂失。", "请添加补办的新卡或其他支付方式。"),
        ["fraud_suspected"] = new("服务机构出于安全原因中止了该笔付款。", "请联系支付方式的服务机构，或添加其他支付方式。"),
    }.ToFrozenDictionary();

    public override string Tag => "zh-CN";

    public override Labels Labels { get; } = new()
    {
        Separator = "：",
        Plan = "分期计划",
        Installment = "期数",
        Amount = "金额",
        AmountPaid = "已付金额",
        AmountOwed = "应还金额",
        OfInstallment = "其中分期款",
        LateFees = "其中滞纳金",
        DueOn = "到期日",
        DebitedOn = "扣款日期",
        PaidOn = "付款日期",
        Overdue = "逾期天数",
        Method = "支付方式",
        OrderNumber = "订单号",
        Reason = "原因",
    };

    public override string Caution => "我们不会通过邮件索取您的密码、验证码或完整卡号。";

    public override string Unsubscribe => "不再接收此类邮件";

    protected override CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("zh-CN");

    protected override string DatePattern => "yyyy年M月d日";

    public override string Greeting(string name) => name.Length == 0 ? "尊敬的客户，您好：" : $"尊敬的{name}，您好：";

    public override string Installment(int number, int count) => $"第 {number} 期，共 {count} 期";

    public override string Days(int days) => $"{days} 天";

    public override string Method(string channel) => channel switch
    {
        "card" => "银行卡",
        "alipay" => "支付宝",
        "wechatpay" => "微信支付",
        "sandbox" => "测试支付方式",
        _ => "支付方式",
    };

    public override string Ending(string characters) => $"（尾号 {characters}）";

    public override Decline Decline(string? code) => code is null ? UnknownDecline : Declines.GetValueOrDefault(code, UnknownDecline);

    public override string Help(string contact) => $"如有疑问，或发现信息有误，请联系我们：{contact}";

    protected override string Symbol(Currency currency) => currency.Code == "CNY" ? "¥" : currency.Code + " ";

    protected override Passage DueSoon(Letter letter) => letter.Channel is null
        ? new(
            $"还款提醒：{Which(letter)} {letter.Amount} 将于 {letter.DueOn} 到期",
            "分期还款提醒",
            $"您的分期计划{Which(letter)}（共 {letter.Count} 期）将于 {letter.DueOn} 到期，金额 {letter.Amount}。",
            "该计划未设置自动扣款，请您在到期日前还款。如已还款，则无需任何操作。")
        : new(
            $"扣款提醒：{Which(letter)} {letter.Amount} 将于 {letter.DebitOn} 扣款",
            "分期扣款提醒",
            $"我们将于 {letter.DebitOn} 从您的{Method(letter.Channel)}扣取 {letter.Amount}，用于偿还分期计划{Which(letter)}（共 {letter.Count} 期）。",
            "请确保当日余额充足。如您已还款，我们不会重复扣款。");

    protected override Passage Receipt(Letter letter) => new(
        $"付款成功：{Which(letter)} {letter.Amount}",
        "感谢您的付款",
        letter.Channel is null
            ? $"我们已于 {letter.On} 收到您的付款 {letter.Amount}，用于偿还分期计划{Which(letter)}（共 {letter.Count} 期）。"
            : $"我们已于 {letter.On} 从您的{Method(letter.Channel)}扣取 {letter.Amount}，用于偿还分期计划{Which(letter)}（共 {letter.Count} 期）。",
        "您无需任何操作。请保留此邮件作为付款凭证。");

    protected override Passage DebitFailed(Letter letter) => new(
        $"扣款未成功：{Which(letter)} {letter.Amount}",
        "本期扣款未成功",
        $"我们于 {letter.On} 尝试从您的{Method(letter.Channel ?? "")}扣取 {letter.Amount}，用于偿还分期计划{Which(letter)}（共 {letter.Count} 期），但付款未成功，未扣取任何款项。",
        $"{letter.Decline.Advice}在还清之前，我们可能会在之后的日期再次尝试扣款。到期后仍未还款的，可能产生滞纳金。");

    protected override Passage MethodSuspended(Letter letter) => new(
        $"请更新支付方式：您的{Method(letter.Channel ?? "")}已无法用于扣款",
        "请更新您的支付方式",
        $"{letter.On}，分期计划{Which(letter)}（共 {letter.Count} 期）的一笔 {letter.Amount} 付款被拒绝，再次尝试也无法成功。我们已停止使用您的{Method(letter.Channel ?? "")}扣款。",
        $"{letter.Decline.Advice}如您还有其他有效的支付方式，我们将使用该方式扣款。");

    protected override Passage Overdue(Letter letter) => new(
        $"逾期提醒：{Which(letter)}已逾期 {Days(letter.DaysPastDue)}，应还 {letter.Amount}",
        "您的分期已逾期",
        $"您的分期计划{Which(letter)}（共 {letter.Count} 期）已于 {letter.DueOn} 到期，至今尚未还清。截至 {letter.On}，应还金额为 {letter.Amount}{(letter.LateFees is null ? "" : $"，其中滞纳金 {letter.LateFees}")}。",
        letter.Channel is null
            ? $"请尽快还款，未还清期间可能继续产生滞纳金。该计划未设置自动扣款，请联系我们还款：{letter.HelpContact}。如您已还款，请忽略此邮件，谢谢。"
            : $"请确保您的{Method(letter.Channel)}余额充足以便扣款，或联系我们以其他方式还款。未还清期间可能继续产生滞纳金。如您已还款，请忽略此邮件，谢谢。");

    protected override Passage PlanClosed(Letter letter) => new(
        $"分期计划 {letter.Plan} 已全部结清",
        "您的分期计划已结清",
        $"您的分期计划共 {letter.Count} 期已全部还清，最后一期于 {letter.On} 结清。感谢您的信任。",
        "您无需任何操作。请保留此邮件备查。");

    protected override Passage PaymentReceived(Letter letter) => new(
        $"已收到付款：{Which(letter)} {letter.Amount}",
        "感谢您的付款",
        $"我们已于 {letter.On} 收到您的付款 {letter.Amount}，用于偿还分期计划{Which(letter)}（共 {letter.Count} 期）。",
        "您无需任何操作。我们只会扣取尚未还清的金额。请保留此邮件备查。");

    private static string Which(Letter letter) => $"第 {letter.Number} 期";
}
