namespace Worker.Servicing.Import;

/// <summary>What became of one file. Without errors, added, updated and unchanged add up to what was read; with errors they are 0.</summary>
public sealed record ImportFileReport(string File, long Read, long Added, long Updated, long Unchanged);
