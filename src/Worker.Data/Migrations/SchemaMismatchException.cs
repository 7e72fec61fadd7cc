namespace Worker.Data.Migrations;

/// <summary>The database's schema is not one this build can work with; the message says what differs and what to do.</summary>
public sealed class SchemaMismatchException(string message) : Exception(message);
