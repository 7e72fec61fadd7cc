namespace Worker.Servicing.Runs;

/// <summary>Cuts rows into batches.</summary>
public static class Batches
{
    /// <summary>
    /// Batches of about a size that never part rows with the same key: a cursor can stand between any two of them.
    /// </summary>
    /// <param name="rows">Rows in ascending order of their keys.</param>
    /// <param name="key">A row's key.</param>
    /// <param name="size">A batch ends with the key that reaches it.</param>
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
