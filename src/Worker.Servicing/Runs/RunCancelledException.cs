namespace Worker.Servicing.Runs;

/// <summary>An operator wants the run cancelled. What was done is already written.</summary>
public sealed class RunCancelledException(string reason) : Exception(reason);
