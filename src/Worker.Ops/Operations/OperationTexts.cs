using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

internal static class OperationTexts
{
    public static string Hold => SiteLanguage.Choose("Put on hold…", "暂停扣款…");
    public static string HoldNow => SiteLanguage.Choose("Put on hold", "暂停扣款");
    public static string Release => SiteLanguage.Choose("Release from hold…", "解除暂停…");
    public static string ReleaseNow => SiteLanguage.Choose("Release from hold", "解除暂停");
    public static string Suspend => SiteLanguage.Choose("Suspend…", "停用…");
    public static string SuspendNow => SiteLanguage.Choose("Suspend the method", "停用支付方式");
    public static string Reactivate => SiteLanguage.Choose("Reactivate…", "恢复…");
    public static string ReactivateNow => SiteLanguage.Choose("Reactivate the method", "恢复支付方式");
    public static string Waive => SiteLanguage.Choose("Waive late fees…", "减免滞纳金…");
    public static string WaiveTitle => SiteLanguage.Choose("Waive late fees", "减免滞纳金");
    public static string Record => SiteLanguage.Choose("Record a payment…", "登记还款…");
    public static string RecordTitle => SiteLanguage.Choose("Record a payment", "登记还款");
    public static string Reverse => SiteLanguage.Choose("Take back…", "冲正…");
    public static string ReverseTitle => SiteLanguage.Choose("Take back an entry", "冲正分录");
    public static string Withdraw => SiteLanguage.Choose("Withdraw…", "撤销订单…");
    public static string WithdrawTitle => SiteLanguage.Choose("Withdraw a lost order", "撤销丢失的订单");
    public static string SendAgain => SiteLanguage.Choose("Send again…", "补发…");
    public static string SendAgainTitle => SiteLanguage.Choose("Send a message again", "补发邮件");
    public static string SendAgainNow => SiteLanguage.Choose("Send a copy", "发送副本");
    public static string UntilOptional => SiteLanguage.Choose("Until (without a day: until released)", "截至（留空则直到解除）");
    public static string AmountToWaive => SiteLanguage.Choose("Amount in major units, such as 12.50, or all", "金额，如 12.50，或 all 表示全部");
    public static string Amount => SiteLanguage.Choose("Amount in major units, such as 12.50", "金额，如 12.50");
    public static string PaidOn => SiteLanguage.Choose("Paid on", "还款日期");
    public static string PaymentReference => SiteLanguage.Choose("Payment reference", "还款编号");
    public static string Source => SiteLanguage.Choose("Source, such as bank-transfer", "来源，如 bank-transfer");
    public static string Goes => SiteLanguage.Choose("Goes to", "用于");
    public static string LeftAfter => SiteLanguage.Choose("Late fees owed after it", "减免后仍欠滞纳金");
    public static string HoldsFor => SiteLanguage.Choose("While it lasts, nothing is debited and no courtesy mail is sent. Fees go on.", "暂停期间不扣款、不发送关怀邮件；滞纳金照常计收。");
    public static string HoldUndo => SiteLanguage.Choose("Undo: release from hold.", "撤销方式：解除暂停。");
    public static string ReleaseUndo => SiteLanguage.Choose("Undo: put on hold again.", "撤销方式：再次暂停。");
    public static string MethodUndo => SiteLanguage.Choose("Undo: the other one of suspend and reactivate.", "撤销方式：停用与恢复互为撤销。");
    public static string SuspendMeans => SiteLanguage.Choose("It is no longer debited; the customer's next method is.", "不再从此方式扣款，将使用客户的下一个支付方式。");
    public static string ReactivateMeans => SiteLanguage.Choose("It may be debited again from the next run on.", "自下次扣款起可再次使用。");
    public static string EntryUndo => SiteLanguage.Choose("Undo: take the entry back while no later payment or waiver stands.", "撤销方式：在没有后续还款或减免时冲正此分录。");
    public static string ReverseMeans => SiteLanguage.Choose("The ledger reads as if it had never been made; late fees follow with the next run. This is not undone: enter it anew, a payment with another reference.", "账目将视同从未发生；滞纳金随下次任务调整。此操作不可撤销：如需恢复请重新登记，还款须使用新编号。");
    public static string WithdrawMeans => SiteLanguage.Choose("The channel is asked once more. If it still never got the order, the order is given up, counts for no schedule and no budget, and the installment can be debited again by an order of its own. This is not undone.", "将再次向渠道查询。若渠道仍从未收到，则放弃该订单，不计入重试与次数限制，该期可用新订单再次扣款。此操作不可撤销。");
    public static string WithdrawRisk => SiteLanguage.Choose("If the channel has debited it after all, that is booked when it is learned: with a new debit, the customer has paid twice.", "若渠道事后仍告知扣款成功，将照常入账；如已再次扣款，客户即重复还款。");
    public static string CopyMeans => SiteLanguage.Choose("A message of its own with its own key: the customer gets it once more. A mail that was sent can't be called back.", "副本是独立的邮件，客户将再次收到。已发送的邮件无法撤回。");
    public static string InDoubt => SiteLanguage.Choose("A debit of this installment is in doubt: if it succeeds, the customer has paid twice.", "该期有一笔扣款存疑：若其成功，客户将重复还款。");

    public static string WaiveNow(string amount) => SiteLanguage.Choose($"Waive {amount}", $"减免 {amount}");

    public static string RecordNow(string amount) => SiteLanguage.Choose($"Record {amount}", $"登记 {amount}");

    /// <summary>What to be done, with its amount and what of it is not owed.</summary>
    public static string RecordWithCredit(string amount, string credit) => SiteLanguage.Choose($"Record {amount}, {credit} of it as plan credit", $"登记 {amount}，其中 {credit} 记为溢缴款");

    public static string ReverseNow(string amount) => SiteLanguage.Choose($"Take back {amount}", $"冲正 {amount}");

    public static string MoreThanOwed(string credit) => SiteLanguage.Choose(
        $"The plan owes {credit} less than this. It becomes plan credit, which is reported for refund and never used by itself.",
        $"计划应还比此少 {credit}，该部分将记为溢缴款，仅报告待退款，不会自动抵用。");

    public static string WithdrawNow(string amount) => SiteLanguage.Choose($"Withdraw the order over {amount}", $"撤销 {amount} 的订单");

    /// <summary>What was done, by the name of the lever; null for none.</summary>
    public static string? Done(string? name) => name switch
    {
        "hold" => SiteLanguage.Choose("It is on hold.", "已暂停扣款。"),
        "release" => SiteLanguage.Choose("It is released.", "已解除暂停。"),
        "suspend-method" => SiteLanguage.Choose("The method is suspended.", "支付方式已停用。"),
        "reactivate-method" => SiteLanguage.Choose("The method is active.", "支付方式已恢复。"),
        "waive" => SiteLanguage.Choose("The waiver is in the ledger.", "减免已入账。"),
        "payment" => SiteLanguage.Choose("The payment is in the ledger.", "还款已入账。"),
        "reverse" => SiteLanguage.Choose("The entry is taken back.", "分录已冲正。"),
        "withdraw" => SiteLanguage.Choose("The order is withdrawn; the installment can be debited again.", "订单已撤销，该期可再次扣款。"),
        "send-again" => SiteLanguage.Choose("A copy is in the outbox.", "副本已进入发件箱。"),
        "already" => SiteLanguage.Choose("It was so already: nothing was done.", "此前已是如此，未作更改。"),
        _ => null,
    };

    public static string Refused(OperationRefusedException refused) => Refused(refused.Refusal) ?? refused.Message;

    /// <summary>Why a lever is refused; null where the message says it.</summary>
    public static string? Refused(RefusalReason refusal) => refusal switch
    {
        RefusalReason.Unknown => SiteLanguage.Choose("There is no such thing any more.", "该对象不存在。"),
        RefusalReason.NotAnAmount => SiteLanguage.Choose("This is not an amount above 0 with the decimals of the currency.", "金额无效：须大于 0，且小数位符合币种。"),
        RefusalReason.NothingOwed => SiteLanguage.Choose("No late fees are owed.", "没有应还的滞纳金。"),
        RefusalReason.MoreThanOwed => SiteLanguage.Choose("This is more than is owed.", "金额超过应还数额。"),
        RefusalReason.WrongDay => SiteLanguage.Choose("This day is over, or has not come yet.", "该日期已过或尚未到来。"),
        RefusalReason.NotAText => SiteLanguage.Choose("A text is missing, too long, or has a line break.", "文字缺失、过长或含有换行。"),
        RefusalReason.ReferenceTaken => SiteLanguage.Choose("Another payment has this reference.", "该编号已被其他还款使用。"),
        RefusalReason.LedgerMoved => SiteLanguage.Choose("The ledger moved meanwhile. Nothing was done: try again.", "账目刚有变动，未作更改，请重试。"),
        RefusalReason.UnreadableLedger => SiteLanguage.Choose("What is owed can't be told: a row of the plan breaks a rule.", "无法计算应还金额：计划中有记录不符合规则。"),
        RefusalReason.NotReversible => SiteLanguage.Choose("Only a payment that was not debited, or a waiver, can be taken back.", "只能冲正非扣款的还款或减免。"),
        RefusalReason.DependedOn => SiteLanguage.Choose("A later payment or waiver was counted on top of it: take that back first.", "其后已有还款或减免，请先冲正后者。"),
        RefusalReason.Revoked => SiteLanguage.Choose("The method was revoked: the customer has to bind it anew.", "该支付方式已解约，须由客户重新绑定。"),
        RefusalReason.NotLost => SiteLanguage.Choose("Only an order that is lost can be withdrawn: the channel may have this one.", "只能撤销已丢失的订单：渠道可能已收到此订单。"),
        RefusalReason.MayHaveArrived => SiteLanguage.Choose("The channel does not say now that it never got this order. Ask about it from the list of what is in doubt.", "渠道此次未答复“从未收到”该订单。请在存疑列表中查询。"),
        RefusalReason.UnderWay => SiteLanguage.Choose("A run may be asking about this order, or sending it again. Nothing was done: try again.", "任务可能正在查询或重发该订单，未作更改，请重试。"),
        RefusalReason.StillWaiting => SiteLanguage.Choose("It still waits in the outbox and goes by itself.", "邮件仍在发件箱中，将自动发送。"),
        RefusalReason.Stale => SiteLanguage.Choose("What it says is no longer so.", "邮件内容已过时。"),
        RefusalReason.Unsubscribed => SiteLanguage.Choose("The customer unsubscribed from such mail.", "客户已退订此类邮件。"),
        RefusalReason.NoAddress => SiteLanguage.Choose("The customer has no e-mail address.", "该客户没有电子邮件地址。"),
        RefusalReason.BadAddress => SiteLanguage.Choose("The mail server refused the address for good.", "邮件服务器已永久拒收该地址。"),
        _ => null,
    };
}
