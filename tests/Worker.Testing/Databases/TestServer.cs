using Testcontainers.MsSql;
using Worker.Data;

namespace Worker.Testing.Databases;

/// <summary>
/// The SQL Server that tests may use, with the right to create databases: whatever <c>WORKER_TEST_SQLSERVER</c> connects to, else one in
/// a container of this test process, where there is a Docker engine to start it.
/// </summary>
internal static class TestServer
{
    private const string Variable = "WORKER_TEST_SQLSERVER";
    private const string Image = "mcr.microsoft.com/mssql/server:2022-latest";

    private static readonly string? Given = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : null;

    // Started by the first test that needs it, and removed by Testcontainers once this process is gone.
    private static readonly Lazy<string> Started = new(() => Given ?? StartAsync().GetAwaiter().GetResult());

    /// <summary>Ask only where there is no reason to skip.</summary>
    public static string ConnectionString => Started.Value;

    /// <summary>Why a test can't run on a database here; null where it can.</summary>
    public static string? ReasonToSkip(DatabaseProvider provider) => provider == DatabaseProvider.SqlServer && Given is null && !HasDockerEngine()
        ? $"{Variable} holds no connection string to a SQL Server, and there is no Docker engine to start one"
        : null;

    /// <summary>Whether an engine can be spoken to that runs Linux images; on Windows it may run others, and is used where DOCKER_HOST names it.</summary>
    private static bool HasDockerEngine() =>
        Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 }
        || (!OperatingSystem.IsWindows() && (File.Exists("/var/run/docker.sock")
            || File.Exists(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker/run/docker.sock"))));

    private static async Task<string> StartAsync()
    {
        MsSqlContainer container = new MsSqlBuilder(Image).Build();
        await container.StartAsync().ConfigureAwait(false);
        return container.GetConnectionString();
    }
}
