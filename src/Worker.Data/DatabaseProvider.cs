namespace Worker.Data;

public enum DatabaseProvider
{
    Sqlite = 1,

    /// <summary>SQL Server 2019 and later, Azure SQL.</summary>
    SqlServer,
}
