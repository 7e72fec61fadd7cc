namespace Worker.Servicing.AutoDebit;

/// <summary>What became of a notice.</summary>
public enum NoticeState
{
    /// <summary>On its way: no answer came, or the message has not left yet.</summary>
    Asked = 1,

    Accepted,

    /// <summary>The channel will not have it, or its message was given up.</summary>
    Refused,
}

/// <summary>What was announced before a debit of one installment from one payment method.</summary>
public sealed record GivenNotice
{
    public required string NoticeNumber { get; init; }

    public required long InstallmentId { get; init; }

    public required long PaymentMethodId { get; init; }

    /// <summary>The method's token as it was announced: a new token wants a new notice.</summary>
    public required string Token { get; init; }

    /// <summary>What may be debited under it in all, minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO code of the amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>First day on which it may be debited, in the channel's zone.</summary>
    public required DateOnly DebitFrom { get; init; }

    /// <summary>Last day on which it may be debited, in the channel's zone.</summary>
    public required DateOnly DebitUntil { get; init; }

    public required NoticeState State { get; init; }

    /// <summary>Whether a message to the customer is the notice, and not a call of the channel.</summary>
    public bool IsByMessage { get; init; }

    /// <summary>When it was accepted; null while it was not.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>What attempts under it that succeeded or are open come to, minor units; declined ones use up nothing.</summary>
    public long Used { get; init; }

    /// <summary>What may still be debited under it, minor units.</summary>
    public long Left => Math.Max(0, Amount - Used);
}
