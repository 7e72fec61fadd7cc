namespace Worker.Servicing.Import;

/// <summary>What became of one file. Without errors, added, updated and unchanged add up to what was read; with errors they are 0.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Read">Records read, the header not counted.</param>
/// <param name="Added">Records whose reference was new.</param>
/// <param name="Updated">Records whose reference was in the book with other values.</param>
/// <param name="Unchanged">Records that were in the book as they are.</param>
public sealed record ImportFileReport(string File, long Read, long Added, long Updated, long Unchanged);
