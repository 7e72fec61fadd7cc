namespace Worker.Servicing.Import;

/// <summary>How the staged rows of a file compare with the book.</summary>
/// <param name="Changed">Those of them whose values are not the book's.</param>
public readonly record struct ImportMatch(long Known, long Changed);
