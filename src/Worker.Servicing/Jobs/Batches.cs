namespace Worker.Servicing.Jobs;

public static class Batches
{
    /// <summary>
    /// Batches of about a size that never separate rows with the same key, so that a cursor can be set between any two.
    /// </summary>
    /// <param name="rows">Rows in ascending order of their keys.</param>
    public static IEnumerable<IReadOnlyList<T>> ByKey<T>(IReadOnlyList<T> rows, Func<T, long> key, int size)
    {
        int start = 0;
        while (start < rows.Count)
        {
            int end = Math.Min(start + size, rows.Count);
            while (end < rows.Count && key(rows[end]) == key(rows[end - 1]))
            {
                end++;
            }

            yield return [.. rows.Skip(start).Take(end - start)];
            start = end;
        }
    }
}
