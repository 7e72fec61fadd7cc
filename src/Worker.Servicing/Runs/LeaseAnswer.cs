namespace Worker.Servicing.Runs;

/// <summary>What became of asking for a slice.</summary>
/// <param name="Open">How many slices are not done yet, this one included.</param>
public sealed record LeaseAnswer(SliceLease? Lease, int Open);
