using System.ComponentModel.DataAnnotations;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Worker.Data;
using Worker.Servicing.Settings;

namespace Worker.Configuration;

public sealed record DatabaseSettings(
    DatabaseProvider Provider, [property: Secret] string ConnectionString, bool MigrateAtStart) : IValidatableObject
{
    /// <summary>The file of the embedded database, under the working directory.</summary>
    public const string DefaultFile = "data/worker.db";

    private const string AllowedFile = "the path of a file, or a connection string that names one ('Data Source=data/worker.db')";

    private const string AllowedServer = "a connection string that names a server and a database ('Server=db.example;Database=installments;Integrated Security=true')";

    private DatabaseSettings()
        : this(DatabaseProvider.Sqlite, DefaultFile, MigrateAtStart: true)
    {
    }

    /// <summary>The path of the embedded database; null for one on a server.</summary>
    public string? File => Provider == DatabaseProvider.Sqlite ? Embedded()?.DataSource : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == DatabaseProvider.Sqlite && !IsFile(Embedded()))
        {
            yield return new ValidationResult(AllowedFile, [nameof(ConnectionString)]);
        }

        if (Provider == DatabaseProvider.SqlServer && !IsServer())
        {
            yield return new ValidationResult(AllowedServer, [nameof(ConnectionString)]);
        }
    }

    /// <summary>The provider alone: a connection string may hold a password.</summary>
    public override string ToString() => Provider.ToString();

    // A database in memory is gone with its connection, and every unit of work has one of its own.
    private static bool IsFile(SqliteConnectionStringBuilder? embedded) =>
        embedded is { Mode: SqliteOpenMode.ReadWriteCreate or SqliteOpenMode.ReadWrite }
        && !string.IsNullOrWhiteSpace(embedded.DataSource)
        && !embedded.DataSource.Any(char.IsControl)
        && !embedded.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase);

    private SqliteConnectionStringBuilder? Embedded()
    {
        try
        {
            return ConnectionString.Contains('=', StringComparison.Ordinal)
                ? new SqliteConnectionStringBuilder(ConnectionString)
                : new SqliteConnectionStringBuilder { DataSource = ConnectionString };
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return null;
        }
    }

    private bool IsServer()
    {
        try
        {
            return new SqlConnectionStringBuilder(ConnectionString) is { DataSource.Length: > 0, InitialCatalog.Length: > 0 };
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }
}
