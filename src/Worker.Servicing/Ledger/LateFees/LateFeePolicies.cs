using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Ledger.LateFees;

/// <summary>The late-fee policies of every product: which one holds for an installment. Immutable.</summary>
/// <remarks>
/// Rule: an installment uses the policy in force on its rolled due date; before the first one, the first. Products are
/// compared without regard to case, as configuration keys are: a product must not fall back to <c>default</c> because
/// of a capital letter.
/// </remarks>
public sealed class LateFeePolicies
{
    /// <summary>The key of the policies for products that have none of their own.</summary>
    public const string DefaultProduct = "default";

    private readonly FrozenDictionary<string, LateFeePolicy[]> byProduct;
    private readonly LateFeePolicy[] others;

    /// <summary>Takes the policies of each product, in any order; without <see cref="DefaultProduct"/> the built-in policy is it.</summary>
    /// <exception cref="ArgumentException">
    /// A product has no policy, two from the same date, one with a number below zero, or is named twice in different case.
    /// </exception>
    public LateFeePolicies(IReadOnlyDictionary<string, IReadOnlyList<LateFeePolicy>> byProduct)
    {
        ArgumentNullException.ThrowIfNull(byProduct);
        var sorted = new Dictionary<string, LateFeePolicy[]>(StringComparer.OrdinalIgnoreCase);
        foreach ((string product, IReadOnlyList<LateFeePolicy> policies) in byProduct)
        {
            if (!sorted.TryAdd(product, Sorted(product, policies)))
            {
                throw new ArgumentException($"The product '{product}' is named twice.", nameof(byProduct));
            }
        }

        sorted.TryAdd(DefaultProduct, [new LateFeePolicy()]);
        this.byProduct = sorted.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        others = sorted[DefaultProduct];
        SmallestGraceDays = sorted.Values.Min(policies => policies.Min(policy => policy.GraceDays));
    }

    public static LateFeePolicies BuiltIn { get; } =
        new(new Dictionary<string, IReadOnlyList<LateFeePolicy>>(StringComparer.Ordinal));

    /// <summary>
    /// The smallest grace of any policy, 0 or more days: an installment that fell due fewer days ago is not overdue and
    /// has no fee whatever its product, so a query may leave it out.
    /// </summary>
    public int SmallestGraceDays { get; }

    /// <summary>The policy for an installment of the product with that rolled due date.</summary>
    public LateFeePolicy InForce(string product, DateOnly rolledDueOn) => InForce(Of(product), rolledDueOn);

    /// <summary>The policies of a product, oldest first, never empty.</summary>
    internal LateFeePolicy[] Of(string product) =>
        byProduct.TryGetValue(product, out LateFeePolicy[]? policies) ? policies : others;

    /// <summary>The last policy that began by the due date, else the first.</summary>
    internal static LateFeePolicy InForce(LateFeePolicy[] policies, DateOnly rolledDueOn)
    {
        for (int index = policies.Length - 1; index > 0; index--)
        {
            if (policies[index].From <= rolledDueOn)
            {
                return policies[index];
            }
        }

        return policies[0];
    }

    private static LateFeePolicy[] Sorted(string product, IReadOnlyList<LateFeePolicy> policies)
    {
        if (policies.Count == 0)
        {
            throw new ArgumentException($"The product '{product}' has no late-fee policy.", nameof(policies));
        }

        LateFeePolicy[] sorted = [.. policies.OrderBy(policy => policy.From)];
        for (int index = 0; index < sorted.Length; index++)
        {
            LateFeePolicy policy = sorted[index];
            if (index > 0 && policy.From == sorted[index - 1].From)
            {
                throw new ArgumentException($"The product '{product}' has two late-fee policies from {policy.From:yyyy-MM-dd}.", nameof(policies));
            }

            if (policy.GraceDays < 0 || policy.DailyRate < 0 || policy.CapPercent < 0 || policy.AnnualCap < 0
                || policy.Flat.Values.Any(flat => flat < 0))
            {
                throw new ArgumentException($"A late-fee policy of the product '{product}' has a number below zero.", nameof(policies));
            }
        }

        return sorted;
    }
}

public enum AccrueFrom
{
    /// <summary>From the day after the due date.</summary>
    DueDate = 1,

    /// <summary>From the day after the last grace day.</summary>
    GraceEnd,
}

/// <summary>A late-fee policy of a product, in force for installments that fall due on or after <see cref="From"/>.</summary>
public sealed record LateFeePolicy
{
    /// <summary>No sensible rate or factor is above it; it keeps the arithmetic in its range.</summary>
    private const double Most = 1000;

    [KeyName("from")]
    public DateOnly From { get; init; } = DateOnly.MinValue;

    /// <summary>Days after the due date in which paying costs nothing; 0 or more.</summary>
    [KeyName("graceDays"), Range(0, 3650)]
    public int GraceDays { get; init; } = 3;

    /// <summary>A fee charged once, in minor units per currency code; a currency not named has none.</summary>
    [KeyName("flat"), Amounts(AllowsZero = true)]
    public IReadOnlyDictionary<string, long> Flat { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Share of the unpaid base per day; 0 or more.</summary>
    [KeyName("dailyRate"), Range(0.0, Most)]
    public decimal DailyRate { get; init; } = 0.0005m;

    /// <summary>Ceiling as a factor of scheduled principal and interest; 0 means no fee at all.</summary>
    [KeyName("capPercent"), Range(0.0, Most)]
    public decimal CapPercent { get; init; } = 1.0m;

    /// <summary>Ceiling as a yearly rate on the unpaid base, always over 365 days; 0 or more.</summary>
    [KeyName("annualCap"), Range(0.0, Most)]
    public decimal AnnualCap { get; init; } = 0.24m;

    /// <summary>The first day that accrues.</summary>
    [KeyName("accrueFrom"), Allowed("dueDate or graceEnd")]
    public AccrueFrom AccrueFrom { get; init; } = AccrueFrom.DueDate;
}
