namespace Worker.Servicing.Runs;

/// <summary>The right to work on a slice, until another worker is given a higher fence.</summary>
/// <param name="Number">The slice, from 1.</param>
public sealed record SliceLease(long RunId, int Number, long Fence, KeyRange Left)
{
    /// <summary>True when somebody held the slice before: what they left in doubt comes first.</summary>
    public bool IsTakenOver => Fence > 1;
}
