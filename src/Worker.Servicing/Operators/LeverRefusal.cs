namespace Worker.Servicing.Operators;

/// <summary>Why a lever was refused, for whoever says it in another language than the message does.</summary>
public enum LeverRefusal
{
    Other = 0,

    /// <summary>What it was pulled for is not there.</summary>
    Unknown,

    /// <summary>The amount is none of the currency, or not above 0.</summary>
    NotAnAmount,

    /// <summary>Nothing is owed that could be forgiven.</summary>
    NothingOwed,

    /// <summary>More than is owed.</summary>
    MoreThanOwed,

    /// <summary>The day is over, or has not come yet.</summary>
    WrongDay,

    /// <summary>A text is missing, too long, or has a line break.</summary>
    NotAText,

    ReferenceTaken,

    /// <summary>The ledger moved while it was decided.</summary>
    LedgerMoved,

    /// <summary>The ledger of the plan can't be read.</summary>
    UnreadableLedger,

    /// <summary>Only a payment that was not debited, or a waiver, can be taken back.</summary>
    NotReversible,

    /// <summary>A later payment or waiver was counted on top of it.</summary>
    DependedOn,

    /// <summary>The method was revoked: the customer has to bind it anew.</summary>
    Revoked,

    /// <summary>The message waits: it goes by itself.</summary>
    StillWaiting,

    /// <summary>What the message says is no longer so.</summary>
    Stale,

    /// <summary>The customer unsubscribed from such messages.</summary>
    Unsubscribed,

    /// <summary>A mail server refused the customer's address for good.</summary>
    BadAddress,

    /// <summary>The customer has no e-mail address.</summary>
    NoAddress,
}
