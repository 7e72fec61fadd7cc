namespace Worker.Servicing.Runs;

/// <summary>The right to work on a slice, until another worker is given a higher fence.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Number">The slice, from 1.</param>
/// <param name="Fence">Every write that moves the slice forward checks it.</param>
/// <param name="Left">What is left to do.</param>
public sealed record SliceLease(long RunId, int Number, long Fence, KeyRange Left)
{
    /// <summary>True when somebody held the slice before: what they left in doubt comes first.</summary>
    public bool IsTakenOver => Fence > 1;
}
