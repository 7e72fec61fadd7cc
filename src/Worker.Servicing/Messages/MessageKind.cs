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

/// <summary>Names of the kinds in the database, in file names and in contracts.</summary>
public static class MessageKinds
{
    public static string Name(this MessageKind kind) => kind switch
    {
        MessageKind.DueSoon => "due-soon",
        MessageKind.Receipt => "receipt",
        MessageKind.DebitFailed => "debit-failed",
        MessageKind.MethodSuspended => "method-suspended",
        MessageKind.Overdue => "overdue",
        MessageKind.PlanClosed => "plan-closed",
        MessageKind.PaymentReceived => "payment-received",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <exception cref="FormatException">No kind has that name.</exception>
    public static MessageKind Parse(string name) =>
        Enum.GetValues<MessageKind>().Cast<MessageKind?>().FirstOrDefault(kind => kind!.Value.Name() == name)
        ?? throw new FormatException($"'{name}' is not a kind of message.");
}
