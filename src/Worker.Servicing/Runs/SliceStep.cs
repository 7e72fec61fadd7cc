namespace Worker.Servicing.Runs;

/// <summary>
/// A slice's move forward. It is written in the same transaction as what the step did, and that transaction fails with
/// <see cref="LeaseLostException"/> when the lease was lost.
/// </summary>
public sealed record SliceStep(SliceLease Lease, long Cursor, RunTally Tally);
