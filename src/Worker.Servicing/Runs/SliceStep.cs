namespace Worker.Servicing.Runs;

/// <summary>
/// A slice's move forward. It is written in the same transaction as what the step did, and that transaction fails with
/// <see cref="LeaseLostException"/> when the lease was lost.
/// </summary>
/// <param name="Lease">The right to move.</param>
/// <param name="Cursor">Every key up to this one is done.</param>
/// <param name="Tally">What this step did, in numbers.</param>
public sealed record SliceStep(SliceLease Lease, long Cursor, RunTally Tally);
