namespace Worker.Servicing.Operators;

/// <summary>A payment that came by another way than a debit, as an operator tells of it.</summary>
/// <param name="Number">The number of the installment it is for, 1 for the plan's first.</param>
/// <param name="Amount">Major units with a dot, more than 0.</param>
/// <param name="PaidOn">The day it came, up to the business date.</param>
/// <param name="AllowedCredit">How much of it the plan may not owe, so that it becomes plan credit: minor units, 0 for nothing.</param>
public sealed record PaymentRequest(
    string PlanReference, int Number, string Amount, DateOnly PaidOn, string Reference, string Source, long AllowedCredit = 0);
