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
}
