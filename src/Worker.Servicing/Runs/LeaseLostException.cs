namespace Worker.Servicing.Runs;

/// <summary>The slice belongs to another worker by now; nothing of the step was written.</summary>
public sealed class LeaseLostException(SliceLease lease)
    : Exception($"Slice {lease.Number} of run {lease.RunId} was taken over: fence {lease.Fence} no longer holds.");
