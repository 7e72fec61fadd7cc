namespace Worker.Servicing.Runs;

/// <summary>A tripwire: the run stops itself and leaves the rest for a retrigger. What was done is already written.</summary>
public sealed class RunStoppedException(string reason) : Exception(reason);
