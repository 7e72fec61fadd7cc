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

    public required string DebitedOn { get; init; }

    public required string PaidOn { get; init; }

    public required string Overdue { get; init; }

    public required string Method { get; init; }

    public required string OrderNumber { get; init; }

    public required string Reason { get; init; }
}
