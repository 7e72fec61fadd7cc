using Worker.Servicing.Ledger;

namespace Worker.Servicing.Overdue;

/// <summary>An unpaid installment whose status may have to move with the calendar.</summary>
/// <param name="Product">Names the policy with the grace days.</param>
public sealed record OverdueCandidate(long PlanId, string Product, Installment Installment, InstallmentStatus Status);
