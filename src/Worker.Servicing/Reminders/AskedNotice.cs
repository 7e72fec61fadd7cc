using Worker.Servicing.AutoDebit;
using Worker.Servicing.Channels;

namespace Worker.Servicing.Reminders;

/// <summary>A notice before a debit that is to be given.</summary>
/// <param name="MessageKey">The message that is the notice; null where the channel is told.</param>
public sealed record AskedNotice(DebitNotice Notice, long InstallmentId, long PaymentMethodId, string Channel, string? MessageKey);

public sealed record NoticeReply(string NoticeNumber, NoticeState State, string? Detail);
