using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operators;

/// <summary>Late fees to be forgiven, as decided on a plan.</summary>
/// <param name="Key">Its key in the ledger, unique for ever.</param>
/// <param name="InstallmentId">Of which installment.</param>
/// <param name="Subject">The installment by reference: <c>plan_ref-number</c>.</param>
/// <param name="Amount">How much, more than 0.</param>
/// <param name="EffectiveOn">The business date on which it is entered.</param>
/// <param name="Left">Late fees still owed after it.</param>
/// <param name="Statuses">Statuses that change with it.</param>
public sealed record Waiver(
    string Key,
    long InstallmentId,
    string Subject,
    Money Amount,
    DateOnly EffectiveOn,
    Money Left,
    IReadOnlyList<StatusChange> Statuses);
