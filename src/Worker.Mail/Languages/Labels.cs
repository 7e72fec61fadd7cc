namespace Worker.Mail.Languages;

/// <summary>The words left of the facts.</summary>
public sealed record Labels
{
    /// <summary>What stands between a label and its value in plain text.</summary>
    public required string Separator { get; init; }

    public required string Plan { get; init; }

    public required string Installment { get; init; }

    /// <summary>An amount that will be debited or falls due.</summary>
    public required string Amount { get; init; }

    public required string AmountPaid { get; init; }

    /// <summary>An amount that is owed in all.</summary>
    public required string AmountOwed { get; init; }

    /// <summary>What of the amount is the installment itself.</summary>
    public required string OfInstallment { get; init; }

    /// <summary>The late fees contained in the amount.</summary>
    public required string LateFees { get; init; }

    public required string DueOn { get; init; }

    /// <summary>The date of a debit, or of an attempt at one.</summary>
    public required string DebitedOn { get; init; }

    /// <summary>The date of a payment that was not a debit.</summary>
    public required string PaidOn { get; init; }

    /// <summary>How long it is past due.</summary>
    public required string Overdue { get; init; }

    public required string Method { get; init; }

    /// <summary>The order number of a debit.</summary>
    public required string OrderNumber { get; init; }

    public required string Reason { get; init; }
}
