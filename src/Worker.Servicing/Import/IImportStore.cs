namespace Worker.Servicing.Import;

public interface IImportStore
{
    /// <summary>
    /// Runs one import: <paramref name="stage"/> stages, <paramref name="apply"/> does everything else in one transaction. That is
    /// kept when it answers true; when it answers false or either throws, nothing has happened.
    /// </summary>
    Task RunAsync(Func<IImportTransaction, Task> stage, Func<IImportTransaction, Task<bool>> apply, CancellationToken cancellationToken);
}
