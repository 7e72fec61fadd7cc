namespace Worker.Servicing.Channels;

/// <remarks>
/// No method throws for what a channel or a network can do: that is an answer. Only cancellation by the caller throws,
/// and then the outcome of a debit under way is unknown. Calls are bounded in flight and in rate by the implementation.
/// </remarks>
public interface IDebitChannel
{
    /// <summary>The channel's name: <c>card</c>, <c>alipay</c>, <c>wechatpay</c> or <c>sandbox</c>.</summary>
    string Name { get; }

    /// <summary>Sends the order once. Safe to repeat with the identical order: the channel debits an order number once.</summary>
    /// <param name="withdrawn">
    /// Ends the wait for the order's turn: it is answered as not processed and never goes out. Once it is out this changes nothing.
    /// </param>
    Task<ChannelAnswer> DebitAsync(DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken);

    /// <summary>Asks what became of an order number. Never answers <see cref="ChannelOutcome.Rejected"/>.</summary>
    Task<ChannelAnswer> AskAsync(string orderNumber, CancellationToken cancellationToken);

    /// <summary>
    /// Tells the channel what is going to be debited. Safe to repeat with the identical notice: a notice number is one notice.
    /// </summary>
    Task<NoticeAnswer> NotifyAsync(DebitNotice notice, CancellationToken cancellationToken);
}
