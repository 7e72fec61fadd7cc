namespace Worker.Servicing.Runs;

/// <summary>Calls other hosts to a run that is long enough to be shared.</summary>
public interface IRunHelp
{
    /// <summary>
    /// Called once, by the worker that cut a run into more slices than it works on at once. Nobody has to come: a call that
    /// can't be made is logged and does not fail the run.
    /// </summary>
    Task CallAsync(Run run, int slices, CancellationToken cancellationToken);
}
