namespace Worker.Hangfire.Jobs;

/// <summary>A run was stopped by a tripwire, or broke off: the background job has failed.</summary>
/// <param name="fault">What broke it off; null for a tripwire, and where another host met the fault.</param>
public sealed class RunNotCompletedException(string sentence, Exception? fault) : Exception(sentence, fault);
