namespace Worker.Data.Queries;

/// <summary>Some rows of a long list that is read by key: new rows do not move the next page.</summary>
/// <param name="Next">The key of the last row, after which the next page begins; null on the last page.</param>
public sealed record KeyPage<T>(IReadOnlyList<T> Rows, long? Next)
{
    /// <summary>Makes a page of one row more than it is to have: the last one only shows that there are more.</summary>
    /// <param name="read">The rows, at most <paramref name="size"/> and one.</param>
    public static KeyPage<T> Of(IReadOnlyList<T> read, int size, Func<T, long> keyOf) =>
        read.Count > size ? new([.. read.Take(size)], keyOf(read[size - 1])) : new(read, null);
}
