namespace Worker.Data;

/// <summary>Statements over batches of keys or rows, as many statements as there are batches.</summary>
internal static class BatchQueries
{
    public static async Task<List<T>> QueryInBatchesAsync<T>(this DatabaseSession connection, string sql, IReadOnlyCollection<long> ids)
    {
        var rows = new List<T>();
        foreach (long[] batch in ids.Chunk(Database.BatchSize))
        {
            rows.AddRange(await connection.QueryAsync<T>(sql, new { Ids = Database.Batch(batch) }));
        }

        return rows;
    }

    /// <summary>Executes a statement over rows, in the parameter <c>@Batch</c>, and returns how many rows it changed.</summary>
    public static async Task<int> ExecuteInBatchesAsync<T>(this DatabaseSession transaction, string sql, IReadOnlyCollection<T> rows)
    {
        int touched = 0;
        foreach (T[] batch in rows.Chunk(Database.BatchSize))
        {
            touched += await transaction.ExecuteAsync(sql, new { Batch = Database.Batch(batch) });
        }

        return touched;
    }

    public static async Task<int> ExecuteInBatchesAsync<T>(this DatabaseSession transaction, string sql, IReadOnlyCollection<T> rows, DateTimeOffset now)
    {
        int touched = 0;
        foreach (T[] batch in rows.Chunk(Database.BatchSize))
        {
            touched += await transaction.ExecuteAsync(sql, new { Batch = Database.Batch(batch), Now = now });
        }

        return touched;
    }
}
