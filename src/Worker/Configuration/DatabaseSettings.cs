using Worker.Data;

namespace Worker.Configuration;

public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, bool MigrateAtStart)
{
    /// <summary>The file of the embedded database, under the working directory.</summary>
    public const string DefaultFile = "data/worker.db";

    /// <summary>The provider alone: a connection string may hold a password.</summary>
    public override string ToString() => Provider.ToString();
}
