namespace Worker.Servicing.Channels;

/// <summary>Who has to be told before a debit, where a channel demands notice.</summary>
public enum NoticeBy
{
    /// <summary>The customer: the <c>due-soon</c> message that left is the notice.</summary>
    Customer = 1,

    Channel,
}
