using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Worker.Configuration.Reading;
using Worker.Data;

namespace Worker.Configuration.Sections;

internal static class DatabaseSection
{
    private const string AllowedFile = "the path of a file, or a connection string that names one ('Data Source=data/worker.db')";

    private const string AllowedServer = "a connection string that names a server and a database ('Server=db.example;Database=installments;Integrated Security=true')";

    public static DatabaseSettings Read(SectionReader section)
    {
        DatabaseProvider provider = section.OneOf("Provider", DatabaseProvider.Sqlite);
        string connection = provider == DatabaseProvider.Sqlite
            ? section.Read<string>("ConnectionString", DatabaseSettings.DefaultFile, TryFile, AllowedFile, isSecret: true)
            : section.Required<string>("ConnectionString", TryServer, AllowedServer, isSecret: true) ?? "";
        return new DatabaseSettings(provider, connection, section.Flag("MigrateAtStart", provider == DatabaseProvider.Sqlite));
    }

    // A database in memory is gone with its connection, and every unit of work has one of its own.
    private static bool TryFile(string text, out string connection)
    {
        connection = text;
        try
        {
            SqliteConnectionStringBuilder builder = text.Contains('=', StringComparison.Ordinal)
                ? new SqliteConnectionStringBuilder(text)
                : new SqliteConnectionStringBuilder { DataSource = text };
            return TextReading.TryLine(builder.DataSource, out _)
                && !builder.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
                && builder.Mode is SqliteOpenMode.ReadWriteCreate or SqliteOpenMode.ReadWrite;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static bool TryServer(string text, out string connection)
    {
        connection = text;
        try
        {
            var builder = new SqlConnectionStringBuilder(text);
            return builder.DataSource.Length > 0 && builder.InitialCatalog.Length > 0;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }
}
