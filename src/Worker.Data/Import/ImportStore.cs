using Worker.Servicing.Import;

namespace Worker.Data.Import;

public sealed class ImportStore(Database database) : IImportStore
{
    public async Task RunAsync(Func<IImportTransaction, Task<bool>> work, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteOnceAsync(
                async transaction =>
                {
                    await database.ClaimAsync(transaction, "import");
                    var import = new ImportTransaction(database, transaction);
                    await import.ClearAsync();
                    if (!await work(import))
                    {
                        throw new NotKeptException();
                    }

                    await import.ClearAsync();
                },
                cancellationToken);
        }
        catch (NotKeptException)
        {
            // Rolled back, as was wanted.
        }
    }

    private sealed class NotKeptException : Exception;
}
