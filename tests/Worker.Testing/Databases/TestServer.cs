using Worker.Data;

namespace Worker.Testing.Databases;

/// <summary>The SQL Server that tests may use: whatever <c>WORKER_TEST_SQLSERVER</c> connects to, with the right to create databases.</summary>
internal static class TestServer
{
    private const string Variable = "WORKER_TEST_SQLSERVER";

    /// <summary>A connection string; null where there is no server.</summary>
    public static string? ConnectionString { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : null;

    /// <summary>Why a test can't run on a database here; null where it can.</summary>
    public static string? ReasonToSkip(DatabaseProvider provider) =>
        provider == DatabaseProvider.SqlServer && ConnectionString is null ? $"{Variable} holds no connection string to a SQL Server" : null;
}
