namespace Worker.Mail.Languages;

public sealed record Labels
{
    /// <summary>What stands between a label and its value in plain text.</summary>
    public required string Separator { get; init; }

    public required string Plan { get; init; }

    public required string Installment { get; init; }

    public required string Amount { get; init; }

    public required string AmountPaid { get; init; }

    public required string AmountOwed { get; init; }

    public required string OfInstallment { get; init; }

    public required string LateFees { get; init; }

    public required string DueOn { get; init; }

    /// <summary>The date of a debit, or of an attempt at one.</summary>
    public required string DebitedOn { get; init; }

    /// <summary>The date of a payment that was not a debit.</summary>
    public required string PaidOn { get; init; }

    public required string Overdue { get; init; }

    public required string Method { get; init; }

    /// <summary>The order number of a debit.</summary>
    public required string OrderNumber { get; init; }

    public required string Reason { get; init; }
}
