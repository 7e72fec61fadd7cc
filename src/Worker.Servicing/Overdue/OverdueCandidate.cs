using Worker.Servicing.Ledger;

namespace Worker.Servicing.Overdue;

/// <summary>An unpaid installment whose status may have to move with the calendar.</summary>
/// <param name="PlanId">Its plan.</param>
/// <param name="Product">Names the policy with the grace days.</param>
/// <param name="Installment">Due date and amounts.</param>
/// <param name="Status">As stored.</param>
public sealed record OverdueCandidate(long PlanId, string Product, Installment Installment, InstallmentStatus Status);
