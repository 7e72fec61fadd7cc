namespace Worker.Testing.Programs;

/// <summary>A customer who owes one installment, in major units.</summary>
public sealed record Debtor(string Reference, string Token = "ok")
{
    /// <summary>The customer's reference, where several debts are one customer's.</summary>
    public string Customer { get; init; } = Reference;

    public string Name { get; init; } = "Li Lei";

    public string Email { get; init; } = $"{Reference}@customers.test";

    public string Channel { get; init; } = "sandbox";

    public string DueOn { get; init; } = "2026-11-21";

    public decimal Principal { get; init; } = 300.00m;

    public decimal Interest { get; init; } = 37.30m;
}
