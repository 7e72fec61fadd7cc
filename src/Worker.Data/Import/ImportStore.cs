using Worker.Servicing.Import;

namespace Worker.Data.Import;

public sealed class ImportStore(Database database) : IImportStore
{
    public async Task RunAsync(
        Func<IImportTransaction, Task> stage, Func<IImportTransaction, Task<bool>> apply, CancellationToken cancellationToken)
    {
        try
        {
            await database.ImportAsync(
                session => stage(new ImportTransaction(database, session)),
                async transaction =>
                {
                    if (!await apply(new ImportTransaction(database, transaction)))
                    {
                        throw new NotCommittedException();
                    }
                },
                cancellationToken);
        }
        catch (NotCommittedException)
        {
            // Rolled back, as was wanted.
        }
    }

    private sealed class NotCommittedException : Exception;
}
