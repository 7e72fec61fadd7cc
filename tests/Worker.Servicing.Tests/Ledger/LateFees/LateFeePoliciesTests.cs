using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Tests.Ledger.LateFees;

public class LateFeePoliciesTests
{
    private static readonly LateFeePolicy Old = new() { From = Book.Day("2025-01-01"), GraceDays = 5 };
    private static readonly LateFeePolicy New = new() { From = Book.Day("2026-01-01"), GraceDays = 2 };
    private static readonly LateFeePolicy Others = new() { GraceDays = 4 };

    private static readonly LateFeePolicies Policies = Of(("phone", [New, Old]), ("default", [Others]));

    [Theory]
    [InlineData("2024-06-01", 5)]
    [InlineData("2025-12-31", 5)]
    [InlineData("2026-01-01", 2)]
    [InlineData("2030-01-01", 2)]
    public void The_policy_in_force_on_the_due_date_holds_and_before_the_first_one_the_first(string dueOn, int graceDays) =>
        Assert.Equal(graceDays, Policies.InForce("phone", Book.Day(dueOn)).GraceDays);

    [Fact]
    public void A_product_without_policies_has_the_default_ones() =>
        Assert.Same(Others, Policies.InForce("cash", Book.Day("2026-01-01")));

    [Fact]
    public void A_product_is_found_whatever_its_case() => Assert.Same(New, Policies.InForce("PHONE", Book.Day("2026-01-01")));

    [Fact]
    public void The_smallest_grace_is_over_every_product_and_date() => Assert.Equal(2, Policies.SmallestGraceDays);

    [Fact]
    public void Without_a_default_the_built_in_policy_is_it()
    {
        LateFeePolicies policies = Of(("phone", [Old]));

        Assert.Equal(3, policies.SmallestGraceDays);
        Assert.Equal(0.0005m, policies.InForce("cash", Book.Day("2026-01-01")).DailyRate);
        Assert.Equal(3, LateFeePolicies.BuiltIn.InForce("phone", Book.Day("2026-01-01")).GraceDays);
    }

    [Fact]
    public void Policies_changed_by_the_caller_afterwards_are_not_changed_here()
    {
        LateFeePolicy[] given = [Old];
        LateFeePolicies policies = Of(("phone", given));
        given[0] = New;

        Assert.Same(Old, policies.InForce("phone", Book.Day("2026-01-01")));
    }

    [Fact]
    public void What_no_rule_could_decide_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Of(("phone", [])));
        Assert.Throws<ArgumentException>(() => Of(("phone", [Old, Old with { GraceDays = 1 }])));
        Assert.Throws<ArgumentException>(() => Of(("phone", [Old]), ("Phone", [New])));
        Assert.Throws<ArgumentException>(() => Of(("phone", [Old with { GraceDays = -1 }])));
        Assert.Throws<ArgumentException>(() => Of(("phone", [Old with { DailyRate = -0.1m }])));
        Assert.Throws<ArgumentException>(() => Of(("phone", [Old with { CapPercent = -0.1m }])));
        Assert.Throws<ArgumentException>(() => Of(("phone", [Old with { AnnualCap = -0.1m }])));
        Assert.Throws<ArgumentException>(() => Of(("phone", [Old with { Flat = new Dictionary<string, long>(StringComparer.Ordinal) { ["CNY"] = -1 } }])));
    }

    private static LateFeePolicies Of(params (string Product, LateFeePolicy[] Policies)[] products) =>
        new(products.ToDictionary(product => product.Product, product => (IReadOnlyList<LateFeePolicy>)product.Policies, StringComparer.Ordinal));
}
