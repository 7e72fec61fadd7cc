namespace Worker.Servicing.Runs;

/// <summary>A piece of a run's work: the keys above <paramref name="After"/>, up to and with <paramref name="To"/>.</summary>
public readonly record struct KeyRange(long After, long To)
{
    /// <summary>Cuts the keys at these ends into ranges that follow each other without a gap.</summary>
    public static IReadOnlyList<KeyRange> Between(IReadOnlyList<long> ends) =>
        [.. ends.Select((end, index) => new KeyRange(index == 0 ? 0 : ends[index - 1], end))];
}
