namespace Worker.Testing.Watching;

/// <summary>The process is gone: nothing of it is written any more.</summary>
public sealed class ProcessKilledException() : Exception("the process was killed");
