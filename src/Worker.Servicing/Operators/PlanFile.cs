using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operators;

/// <summary>A plan with all that is kept of its ledger, as of one moment.</summary>
/// <param name="Snapshot">Its schedule and entries; null when a row of it can't be read.</param>
/// <param name="Lines">The ledger, in order of entry.</param>
public sealed record PlanFile(PlanTerms Terms, PlanSnapshot? Snapshot, IReadOnlyList<LedgerLine> Lines)
{
    /// <summary>The entries that were taken back, with what took each back.</summary>
    public IReadOnlyDictionary<long, LedgerLine> Reversals => Lines
        .Where(line => line.ReversesEntryId is not null)
        .GroupBy(line => line.ReversesEntryId!.Value)
        .ToDictionary(group => group.Key, group => group.First());

    /// <summary>The account as the ledger makes it; null when a row of the plan breaks a rule.</summary>
    public PlanAccount? Replay(LedgerRules rules) =>
        Snapshot is not null && Snapshot.TryReplay(rules, out PlanAccount? account, out _) ? account : null;
}

public sealed record PlanTerms
{
    public required long PlanId { get; init; }

    public required string Reference { get; init; }

    public required long CustomerId { get; init; }

    public required string CustomerReference { get; init; }

    public required string Product { get; init; }

    /// <summary>ISO code of every amount in it; may be one the worker does not know.</summary>
    public required string Currency { get; init; }

    /// <summary>Minor units.</summary>
    public required long Principal { get; init; }

    public required DateOnly SignedOn { get; init; }

    public required bool Autopay { get; init; }

    /// <summary>The reference of the designated payment method; null without one.</summary>
    public string? MethodReference { get; init; }
}
