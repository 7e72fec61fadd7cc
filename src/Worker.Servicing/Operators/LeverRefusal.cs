namespace Worker.Servicing.Operators;

/// <summary>Why a lever was refused, for whoever says it in another language than the message does.</summary>
public enum LeverRefusal
{
    Other = 0,

    Unknown,

    /// <summary>The amount is none of the currency, or not above 0.</summary>
    NotAnAmount,

    NothingOwed,

    MoreThanOwed,

    /// <summary>The day is over, or has not come yet.</summary>
    WrongDay,

    /// <summary>A text is missing, too long, or has a line break.</summary>
    NotAText,

    ReferenceTaken,

    LedgerMoved,

    UnreadableLedger,

    /// <summary>Only a payment that was not debited, or a waiver, can be taken back.</summary>
    NotReversible,

    /// <summary>A later payment or waiver was counted on top of it.</summary>
    DependedOn,

    /// <summary>The method was revoked: the customer has to bind it anew.</summary>
    Revoked,

    /// <summary>The order is not lost: its channel may have it.</summary>
    NotLost,

    /// <summary>The channel does not say, for good, that it never got the order.</summary>
    MayHaveArrived,

    /// <summary>A run is asking about the order, or sending it again.</summary>
    UnderWay,

    StillWaiting,

    Stale,

    Unsubscribed,

    BadAddress,

    NoAddress,
}
