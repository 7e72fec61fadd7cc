namespace Worker.Servicing.Operators;

/// <summary>What fell due on one day in one currency, and what has come in for it. Amounts are minor units, late fees left out.</summary>
public sealed record DueDay
{
    public required DateOnly DueOn { get; init; }

    /// <summary>The ISO code of the currency.</summary>
    public required string Currency { get; init; }

    public required long Installments { get; init; }

    public required long Due { get; init; }

    /// <summary>Of these, what was paid with effect on the due date or before it.</summary>
    public required long OnTime { get; init; }

    /// <summary>Of these, what has been paid by now, at whatever time.</summary>
    public required long Paid { get; init; }

    public required long Overdue { get; init; }

    public long Later => Math.Max(0, Paid - OnTime);

    /// <summary>What is unpaid and not overdue: its grace runs, or it was written off; not negative.</summary>
    public long Open => Math.Max(0, Due - Paid - Overdue);

    /// <summary>The share of what fell due that has been paid, 0 to 1; null where nothing fell due.</summary>
    public decimal? PaidShare => Due == 0 ? null : (decimal)Paid / Due;
}
