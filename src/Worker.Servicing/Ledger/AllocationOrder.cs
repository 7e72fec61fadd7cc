using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Ledger;

/// <summary>The order in which a payment pays the parts of an installment (<c>Allocation:Order</c>).</summary>
public sealed record AllocationOrder
{
    private static readonly string[] Names = ["fees", "interest", "principal"];

    /// <exception cref="ArgumentException">A part is missing or named twice.</exception>
    public AllocationOrder(IReadOnlyList<LedgerPart> Parts)
    {
        ArgumentNullException.ThrowIfNull(Parts);
        if (!IsComplete(Parts))
        {
            throw new ArgumentException("An allocation order names late fees, interest and principal, each exactly once.", nameof(Parts));
        }

        this.Parts = [.. Parts];
        (First, Second, Third) = (Parts[0], Parts[1], Parts[2]);
    }

    public static AllocationOrder Default { get; } = new([LedgerPart.LateFee, LedgerPart.Interest, LedgerPart.Principal]);

    /// <summary>Every part exactly once, the first to be paid first.</summary>
    public IReadOnlyList<LedgerPart> Parts { get; }

    internal LedgerPart First { get; }

    internal LedgerPart Second { get; }

    internal LedgerPart Third { get; }

    /// <summary>
    /// Reads <c>fees,interest,principal</c> in any order; blanks around a name and its case don't matter. False for any
    /// other text, a part missing or named twice included.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AllocationOrder? order)
    {
        order = null;
        LedgerPart[] parts = [.. (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries).Select(Part)];
        if (!IsComplete(parts))
        {
            return false;
        }

        order = new AllocationOrder(parts);
        return true;
    }

    /// <summary>Two orders are the same when their parts are.</summary>
    public bool Equals(AllocationOrder? other) =>
        other is not null && First == other.First && Second == other.Second && Third == other.Third;

    public override int GetHashCode() => HashCode.Combine(First, Second, Third);

    /// <summary>The text that <see cref="TryParse"/> reads: <c>fees,interest,principal</c>.</summary>
    public override string ToString() => string.Join(',', Parts.Select(part => Names[(int)part - 1]));

    // 0, which is no part, for an unknown name.
    private static LedgerPart Part(string name) =>
        (LedgerPart)(Array.FindIndex(Names, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) + 1);

    private static bool IsComplete(IReadOnlyList<LedgerPart> parts) =>
        parts.Count == 3 && parts.Contains(LedgerPart.LateFee) && parts.Contains(LedgerPart.Interest) && parts.Contains(LedgerPart.Principal);
}

public sealed record LedgerRules(LateFeePolicies Policies, AllocationOrder Order)
{
    public static LedgerRules Default { get; } = new(LateFeePolicies.BuiltIn, AllocationOrder.Default);
}
