namespace Worker.Servicing.AutoDebit;

/// <summary>An installment that may be debited, before the rules have looked at it.</summary>
public sealed record DebitCandidate
{
    public required long InstallmentId { get; init; }

    public required long PlanId { get; init; }

    /// <summary>Whose it is: candidates are worked on customer by customer, so that budgets hold across plans.</summary>
    public required long CustomerId { get; init; }

    public required DateOnly DueOn { get; init; }

    /// <summary>The method the plan designates, if any.</summary>
    public long? PaymentMethodId { get; init; }

    /// <summary>Whether the customer's other methods may stand in for the designated one.</summary>
    public bool AllowsFallback { get; init; }

    /// <summary>Whether its <c>due-soon</c> notice left: looked at for a debit before the due date alone.</summary>
    public bool IsDueSoonSent { get; init; }

    /// <summary>What was announced for it, oldest first.</summary>
    public IReadOnlyList<GivenNotice> Notices { get; init; } = [];
}
