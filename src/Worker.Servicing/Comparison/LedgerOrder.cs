using Worker.Servicing.AutoDebit;

namespace Worker.Servicing.Comparison;

/// <summary>An order as the book has it, as far as a statement can tell of it.</summary>
public sealed record LedgerOrder
{
    /// <summary>Its order number.</summary>
    public required string OrderNumber { get; init; }

    public required string Channel { get; init; }

    /// <summary>What was ordered, in minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO code.</summary>
    public required string Currency { get; init; }

    public required AttemptState State { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When we learnt how it ended; null while it is in doubt.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}
