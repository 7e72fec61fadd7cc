namespace Worker.Data.Book;

/// <summary>Groups rows that come in the order of their plans.</summary>
internal sealed class RowsByPlan<T>(IEnumerable<T> rows, Func<T, long> planId)
{
    public Dictionary<long, T[]> Read()
    {
        var plans = new Dictionary<long, T[]>();
        var group = new List<T>();
        foreach (T row in rows)
        {
            if (group.Count > 0 && planId(group[0]) != planId(row))
            {
                Close();
            }

            group.Add(row);
        }

        if (group.Count > 0)
        {
            Close();
        }

        return plans;

        void Close()
        {
            plans.Add(planId(group[0]), [.. group]);
            group.Clear();
        }
    }
}
