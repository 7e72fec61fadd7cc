namespace Worker.Servicing.Ledger;

/// <summary>One period of a plan, as the rules see it.</summary>
/// <param name="Number">1 for the plan's first; the plan's oldest installment is the one with the smallest number.</param>
/// <param name="Principal">Scheduled principal in minor units, not negative.</param>
/// <param name="Interest">Scheduled interest in minor units, not negative.</param>
/// <param name="WrittenOffOn">The day it was written off, when it was: no fee accrues after it.</param>
public readonly record struct Installment(
    long InstallmentId,
    int Number,
    DateOnly DueOn,
    long Principal,
    long Interest,
    DateOnly? WrittenOffOn = null)
{
    /// <summary>Principal and interest together, in minor units.</summary>
    public long Scheduled => Principal + Interest;
}
