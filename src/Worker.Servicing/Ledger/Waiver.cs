using Worker.Servicing.Currencies;

namespace Worker.Servicing.Ledger;

/// <summary>Late fees to be forgiven, as decided on a plan.</summary>
/// <param name="Amount">How much, more than 0.</param>
public sealed record Waiver(
    string Key,
    long InstallmentId,
    string Subject,
    Money Amount,
    DateOnly EffectiveOn,
    Money Left,
    IReadOnlyList<StatusChange> Statuses);
