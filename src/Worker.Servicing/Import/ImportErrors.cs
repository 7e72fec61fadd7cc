namespace Worker.Servicing.Import;

/// <summary>The errors of one import: counts all of them, keeps the first of each column, and returns the first of all.</summary>
internal sealed class ImportErrors(int shown)
{
    // The smallest lines of a column's errors, the largest of them on top: enough to know the first of all, however many there are.
    private readonly Dictionary<(int File, int Column), PriorityQueue<ImportError, long>> kept = [];

    public long Count { get; private set; }

    public void Add(ImportFile file, long line, string column, string what) => Add(file, line, column, () => what);

    public void Add(ImportFile file, long line, string column, Func<string> what)
    {
        Count++;
        PriorityQueue<ImportError, long> errors = Of(file, column);
        if (errors.Count < shown)
        {
            errors.Enqueue(new ImportError(file.Name, line, column, what()), -line);
        }
        else if (errors.TryPeek(out _, out long largest) && line < -largest)
        {
            errors.DequeueEnqueue(new ImportError(file.Name, line, column, what()), -line);
        }
    }

    public IReadOnlyList<ImportError> First() =>
    [
        .. kept
            .SelectMany(pair => pair.Value.UnorderedItems.Select(item => (pair.Key.File, pair.Key.Column, Error: item.Element)))
            .OrderBy(error => error.File)
            .ThenBy(error => error.Error.Line)
            .ThenBy(error => error.Column)
            .Take(shown)
            .Select(error => error.Error),
    ];

    // An unknown column comes after the known ones.
    private PriorityQueue<ImportError, long> Of(ImportFile file, string column)
    {
        int position = file.Columns.TakeWhile(known => known != column).Count();
        (int, int) key = (ImportFile.All.TakeWhile(known => known != file).Count(), position);
        if (!kept.TryGetValue(key, out PriorityQueue<ImportError, long>? errors))
        {
            kept.Add(key, errors = new PriorityQueue<ImportError, long>());
        }

        return errors;
    }
}
