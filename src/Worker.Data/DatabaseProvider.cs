namespace Worker.Data;

/// <summary>The databases the worker runs on.</summary>
public enum DatabaseProvider
{
    /// <summary>The embedded default: one file, no server.</summary>
    Sqlite = 1,

    /// <summary>SQL Server 2019 and later, Azure SQL.</summary>
    SqlServer,
}
