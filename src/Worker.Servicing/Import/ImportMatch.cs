namespace Worker.Servicing.Import;

/// <summary>How the staged rows of a file compare with the book.</summary>
public readonly record struct ImportMatch(long Known, long Changed);
