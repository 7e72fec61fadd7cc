namespace Worker.Servicing.Import;

public interface IImportStore
{
    /// <summary>
    /// Runs one import in one transaction. It is kept when <paramref name="work"/> answers true; when it answers false or
    /// throws, nothing has happened.
    /// </summary>
    Task RunAsync(Func<IImportTransaction, Task<bool>> work, CancellationToken cancellationToken);
}
