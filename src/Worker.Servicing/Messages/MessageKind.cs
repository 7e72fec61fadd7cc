namespace Worker.Servicing.Messages;

public enum MessageKind
{
    DueSoon = 1,

    Receipt,

    /// <summary>The day's last attempt was declined.</summary>
    DebitFailed,

    MethodSuspended,

    Overdue,

    PlanClosed,

    PaymentReceived,
}
