namespace Worker.Servicing.Runs;

/// <param name="Open">How many slices are not done yet, this one included.</param>
public sealed record LeaseAnswer(SliceLease? Lease, int Open);
