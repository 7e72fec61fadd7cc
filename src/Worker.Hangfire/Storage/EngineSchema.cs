using System.Data.Common;
using Hangfire.SqlServer;

namespace Worker.Hangfire.Storage;

/// <summary>Hangfire's own tables in SQL Server, for whoever does not let a host make them at its start.</summary>
public static class EngineSchema
{
    public static void Install(DbConnection connection, string schema) =>
        SqlServerObjectsInstaller.Install(connection, schema, enableHeavyMigrations: true);

    /// <summary>The SQL that <see cref="Install"/> runs; it looks by itself at what is there.</summary>
    public static string Script(string schema) => SqlServerObjectsInstaller.GetInstallScript(schema, enableHeavyMigrations: true);
}
