namespace Worker.Servicing.Operators;

public interface IAccountSearch
{
    /// <summary>
    /// What has the text as its reference or begins with it: customers, payment methods, plans, payments that were not debited,
    /// order numbers; and the installment <c>plan_ref-number</c>. A few of each kind, in the order of references.
    /// </summary>
    Task<IReadOnlyList<SearchHit>> SearchAsync(string text, CancellationToken cancellationToken);
}

public sealed record SearchHit
{
    /// <summary>What it is: <c>customer</c>, <c>method</c>, <c>plan</c>, <c>installment</c>, <c>payment</c>, <c>order</c>.</summary>
    public required string Kind { get; init; }

    public required string Reference { get; init; }

    public required long CustomerId { get; init; }

    public required string CustomerReference { get; init; }

    /// <summary>The plan it belongs to; null for customers and methods.</summary>
    public long? PlanId { get; init; }

    /// <summary>The installment it belongs to; null for customers, methods and plans.</summary>
    public long? InstallmentId { get; init; }
}
