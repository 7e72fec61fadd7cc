using System.Data.Common;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.SqlServer;

namespace Worker.Hangfire.Storage;

internal static class EngineStorage
{
    public static JobStorage Create(HangfireEngineOptions options)
    {
        JobStorage storage = options.ConnectionString is { } connection
            ? new SqlServerStorage(connection, ForSqlServer(options))
            : new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = null });
        storage.JobExpirationTimeout = options.History;
        return storage;
    }

    /// <summary>What Hangfire recommends for its schema of 1.8, although some of it is the default by now.</summary>
    public static SqlServerStorageOptions ForSqlServer(HangfireEngineOptions options) => new()
    {
        SchemaName = options.Schema,
        PrepareSchemaIfNecessary = options.PreparesSchema,
        CommandBatchMaxTimeout = TimeSpan.FromMinutes(5),
        SlidingInvisibilityTimeout = TimeSpan.FromMinutes(5),
        QueuePollInterval = TimeSpan.Zero,
        UseRecommendedIsolationLevel = true,
        DisableGlobalLocks = true,
    };
}

/// <summary>Hangfire's own tables in SQL Server, for hosts that do not create them at start.</summary>
public static class EngineSchema
{
    public static void Install(DbConnection connection, string schema) =>
        SqlServerObjectsInstaller.Install(connection, schema, enableHeavyMigrations: true);

    /// <summary>The SQL that <see cref="Install"/> runs; it checks by itself what exists.</summary>
    public static string Script(string schema) => SqlServerObjectsInstaller.GetInstallScript(schema, enableHeavyMigrations: true);
}
