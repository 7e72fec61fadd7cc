using Worker.Servicing.Channels;

namespace Worker.Ops.InDoubt;

internal static class OutcomeWords
{
    public static string Of(ChannelOutcome outcome) => outcome switch
    {
        ChannelOutcome.Succeeded => SiteLanguage.Choose("debited", "已扣款"),
        ChannelOutcome.Declined => SiteLanguage.Choose("declined", "被拒"),
        ChannelOutcome.Pending => SiteLanguage.Choose("has it, not settled yet", "处理中"),
        ChannelOutcome.NotFound => SiteLanguage.Choose("never arrived", "从未收到"),
        ChannelOutcome.Rejected => SiteLanguage.Choose("rejected as wrong", "请求有误"),
        ChannelOutcome.NotProcessed => SiteLanguage.Choose("was not processed", "未受理"),
        ChannelOutcome.NotSent => SiteLanguage.Choose("could not be reached", "无法连接"),
        _ => SiteLanguage.Choose("no answer", "无答复"),
    };
}
