namespace Worker.Ops.InDoubt;

internal sealed record InDoubtTexts
{
    public required string Title { get; init; }
    public required string Explanation { get; init; }
    public required string Caption { get; init; }
    public required string Order { get; init; }
    public required string Installment { get; init; }
    public required string Amount { get; init; }
    public required string Channel { get; init; }
    public required string Age { get; init; }
    public required string Stands { get; init; }
    public required string Asked { get; init; }
    public required string Next { get; init; }
    public required string Act { get; init; }
    public required Func<string, string> Asks { get; init; }
    public required Func<string, string> Resends { get; init; }
    public required string Warning { get; init; }
    public required string Alarm { get; init; }
    public required string Fresh { get; init; }
    public required string None { get; init; }
    public required Func<string, string> AskTitle { get; init; }
    public required string AskHint { get; init; }
    public required string Why { get; init; }
    public required string Unknown { get; init; }
    public required string Before { get; init; }
    public required string Says { get; init; }
    public required string After { get; init; }
    public required string NextAsk { get; init; }
    public required string Back { get; init; }
    public required string Settled { get; init; }
    public required string Agrees { get; init; }
    public required string StillInDoubt { get; init; }
    public required string NoAnswer { get; init; }
    public required string Contradicts { get; init; }

    public static InDoubtTexts Current => SiteLanguage.Choose(English, Chinese);

    private static InDoubtTexts English { get; } = new()
    {
        Title = "In doubt",
        Explanation = "Debits that were sent and whose outcome is not known yet. Each is asked about by its order number, for ever, and blocks any other debit of its installment until then.",
        Caption = "Attempts in doubt, the oldest first",
        Order = "Order",
        Installment = "Installment",
        Amount = "Amount",
        Channel = "Channel",
        Age = "In doubt for",
        Stands = "Where it stands",
        Asked = "Asked",
        Next = "Asked next",
        Act = "Ask now",
        Asks = count => $"{count} answer(s) left it in doubt",
        Resends = count => $"sent again {count} time(s)",
        Warning = "old",
        Alarm = "too old",
        Fresh = "new",
        None = "No debit is in doubt.",
        AskTitle = order => $"Order {order}",
        AskHint = "The channel is asked what became of the order. What it says is entered. Where it says for good that the order never arrived, the same order is sent again, as the job would.",
        Why = "Why it is asked about now",
        Unknown = "There is no such order in doubt; it may have been settled meanwhile.",
        Before = "What we knew",
        Says = "What the channel says",
        After = "What we know now",
        NextAsk = "Asked again at",
        Back = "Back to what is in doubt",
        Settled = "Settled.",
        Agrees = "It had been settled before, and the channel says the same.",
        StillInDoubt = "Still in doubt.",
        NoAnswer = "It had been settled before; the channel gave no answer now.",
        Contradicts = "Channel and ledger contradict each other. Nothing was changed: somebody has to look into it.",
    };

    private static InDoubtTexts Chinese { get; } = new()
    {
        Title = "存疑",
        Explanation = "已发出但结果未知的扣款。系统按订单号持续查询；在有结果之前，该期不会再次扣款。",
        Caption = "存疑扣款，最早在前",
        Order = "订单号",
        Installment = "分期",
        Amount = "金额",
        Channel = "渠道",
        Age = "存疑时长",
        Stands = "状态",
        Asked = "查询",
        Next = "下次查询",
        Act = "立即查询",
        Asks = count => $"已查询 {count} 次，仍无结果",
        Resends = count => $"已重发 {count} 次",
        Warning = "较久",
        Alarm = "过久",
        Fresh = "新",
        None = "没有存疑扣款。",
        AskTitle = order => $"订单 {order}",
        AskHint = "向渠道查询该订单的结果并按其结果入账。渠道确认从未收到的，将按原订单号重发，与任务的做法相同。",
        Why = "立即查询的原因",
        Unknown = "没有该存疑订单，可能已有结果。",
        Before = "此前记录",
        Says = "渠道答复",
        After = "现在记录",
        NextAsk = "下次查询",
        Back = "返回存疑列表",
        Settled = "已有结果。",
        Agrees = "此前已有结果，渠道答复一致。",
        StillInDoubt = "仍然存疑。",
        NoAnswer = "此前已有结果；渠道此次未答复。",
        Contradicts = "渠道与账目不一致。未做任何更改，请人工核查。",
    };
}
