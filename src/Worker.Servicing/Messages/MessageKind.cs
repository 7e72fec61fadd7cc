namespace Worker.Servicing.Messages;

/// <summary>What a message to a customer is about.</summary>
public enum MessageKind
{
    /// <summary>An installment falls due soon (the pre-debit notice).</summary>
    DueSoon = 1,

    Receipt,

    /// <summary>The day's last attempt was declined.</summary>
    DebitFailed,

    /// <summary>A payment method was suspended after a hard decline.</summary>
    MethodSuspended,

    Overdue,

    /// <summary>The plan's last installment is paid.</summary>
    PlanClosed,

    /// <summary>A payment that was not a debit was booked.</summary>
    PaymentReceived,
}
