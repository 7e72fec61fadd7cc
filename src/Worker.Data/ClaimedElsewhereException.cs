namespace Worker.Data;

/// <summary>Somebody else has held what was claimed for too long. Nothing was done.</summary>
public sealed class ClaimedElsewhereException(string message) : Exception(message);
