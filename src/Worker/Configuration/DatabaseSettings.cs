using Worker.Data;

namespace Worker.Configuration;

/// <summary>The <c>Database</c> section.</summary>
/// <param name="Provider"><c>Database:Provider</c>; Sqlite by default.</param>
/// <param name="ConnectionString"><c>Database:ConnectionString</c>: for SQLite a connection string or the path of a file, for SQL Server a connection string that names server and database.</param>
/// <param name="MigrateAtStart"><c>Database:MigrateAtStart</c>: whether the host brings the schema up to date; on for SQLite.</param>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, bool MigrateAtStart)
{
    /// <summary>The file of the embedded database, under the working directory.</summary>
    public const string DefaultFile = "data/worker.db";

    /// <summary>The provider alone: a connection string may hold a password.</summary>
    public override string ToString() => Provider.ToString();
}
