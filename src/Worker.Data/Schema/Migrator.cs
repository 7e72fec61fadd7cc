using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Worker.Data.Schema;

/// <summary>Updates a schema with forward-only scripts, each in a transaction of its own.</summary>
public sealed class Migrator(Database database, TimeProvider time)
{
    private static readonly TimeSpan MigrationTimeout = TimeSpan.FromHours(1);

    /// <exception cref="SchemaMismatchException">
    /// An applied script is not what this build carries, or the database is newer than this build.
    /// </exception>
    public async Task<IReadOnlyList<Migration>> PendingAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(async connection => Pending(await ReadAppliedAsync(connection)), cancellationToken);

    /// <summary>Applies pending migrations and returns their names. Safe when two processes start at once: the second finds nothing to do.</summary>
    /// <exception cref="SchemaMismatchException">As for <see cref="PendingAsync"/>.</exception>
    public async Task<IReadOnlyList<Migration>> MigrateAsync(CancellationToken cancellationToken)
    {
        var applied = new List<Migration>();
        while (await ApplyNextAsync(cancellationToken) is Migration migration)
        {
            applied.Add(migration);
        }

        return applied;
    }

    /// <summary>What <see cref="MigrateAsync"/> would run, for somebody else to run: afterwards nothing is pending. Empty when nothing is now.</summary>
    /// <exception cref="SchemaMismatchException">As for <see cref="PendingAsync"/>.</exception>
    public async Task<string> ScriptAsync(CancellationToken cancellationToken)
    {
        var script = new StringBuilder();
        string end = database.Provider == DatabaseProvider.SqlServer ? "GO" : "";
        foreach (Migration migration in await PendingAsync(cancellationToken))
        {
            script.AppendLine(CultureInfo.InvariantCulture, $"-- {migration.Version:0000}_{migration.Name}");
            if (migration.Version == 1)
            {
                script.AppendLine(database.Statements["migrator/create-table"]).AppendLine(end);
            }

            script.AppendLine(migration.Script).AppendLine(end).AppendLine(Recording(migration)).AppendLine(end);
        }

        return script.ToString();
    }

    /// <exception cref="SchemaMismatchException">Scripts are pending, or as for <see cref="PendingAsync"/>.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Migration> pending = await PendingAsync(cancellationToken);
        if (pending.Count > 0)
        {
            throw new SchemaMismatchException(
                $"The database lacks {pending.Count} migration(s), from {pending[0].Version:0000}_{pending[0].Name} on: run 'worker migrate'.");
        }
    }

    private Task<Migration?> ApplyNextAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            await database.ClaimAsync(transaction, "migrate");
            Migration? next = Pending(await ReadAppliedAsync(transaction)).FirstOrDefault();
            if (next is not null)
            {
                await transaction.ExecuteAsync(database.Statements["migrator/create-table"]);
                foreach (string batch in next.Batches)
                {
                    await transaction.WithTimeout(MigrationTimeout).ExecuteAsync(batch);
                }

                await transaction.ExecuteAsync(
                    database.Statements["migrator/record"],
                    new { next.Version, Name = next.Name.Ansi(), Checksum = next.Checksum.Ansi(), AppliedAt = time.GetUtcNow() });
            }

            return next;
        },
        cancellationToken);

    /// <summary>The statement that records a migration, its values in their places: none of them holds a quote.</summary>
    private string Recording(Migration migration) => database.Statements["migrator/record"]
        .Replace("@Version", migration.Version.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("@Name", $"'{migration.Name}'", StringComparison.Ordinal)
        .Replace("@Checksum", $"'{migration.Checksum}'", StringComparison.Ordinal)
        .Replace("@AppliedAt", $"'{InstantText.Of(time.GetUtcNow())}'", StringComparison.Ordinal);

    private async Task<IReadOnlyList<AppliedMigration>> ReadAppliedAsync(DatabaseSession connection)
    {
        bool exists = await connection.ExecuteScalarAsync<long>(database.Statements["migrator/table-exists"]) > 0;
        return exists
            ? [.. await connection.QueryAsync<AppliedMigration>(database.Statements["migrator/applied"])]
            : [];
    }

    private IReadOnlyList<Migration> Pending(IReadOnlyList<AppliedMigration> applied)
    {
        IReadOnlyList<Migration> scripts = MigrationScripts.For(database.Provider);
        foreach (AppliedMigration done in applied)
        {
            Migration? script = scripts.FirstOrDefault(candidate => candidate.Version == done.Version)
                ?? throw new SchemaMismatchException(
                    $"The database has migration {done.Version:0000}_{done.Name}, which this build does not know: use the build that made it, or a newer one.");
            if (script.Checksum != done.Checksum)
            {
                throw new SchemaMismatchException(
                    $"Migration {done.Version:0000}_{done.Name} was changed after it had been applied: restore the script, and put the change into a new one.");
            }
        }

        return [.. scripts.Where(script => applied.All(done => done.Version != script.Version))];
    }

    private sealed class AppliedMigration
    {
        public int Version { get; init; }

        public string Name { get; init; } = "";

        public string Checksum { get; init; } = "";
    }
}

/// <summary>The database's schema is not one this build can work with; the message says what differs and what to do.</summary>
public sealed class SchemaMismatchException(string message) : Exception(message);

/// <param name="Version">1 for the first; without gaps.</param>
/// <param name="Checksum">SHA-256 of the script with line feeds as line ends, in hex.</param>
public sealed partial record Migration(int Version, string Name, string Script, string Checksum)
{
    /// <summary>The parts that are sent one after the other: SQL Server requires some statements to be sent alone, and scripts separate them by lines of <c>GO</c>.</summary>
    public IReadOnlyList<string> Batches =>
        [.. BatchEnd().Split(Script).Select(batch => batch.Trim()).Where(batch => batch.Length > 0)];

    [GeneratedRegex(@"^[ \t]*GO[ \t]*;?[ \t]*$", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex BatchEnd();
}

/// <summary>The schema scripts that this build carries: <c>sql/&lt;provider&gt;/schema/NNNN_name.sql</c>.</summary>
public static class MigrationScripts
{
    public static IReadOnlyList<Migration> For(DatabaseProvider provider)
    {
        string folder = $"sql/{(provider == DatabaseProvider.Sqlite ? "sqlite" : "sqlserver")}/schema/";
        return [.. Statements.ResourcesUnder(folder).Select(path => Read(path, path[folder.Length..]))];
    }

    private static Migration Read(string path, string file)
    {
        string script = Statements.ReadResource(path)!.ReplaceLineEndings("\n");
        string name = Path.GetFileNameWithoutExtension(file);
        int version = int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture);
        return new Migration(version, name[5..], script, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script))));
    }
}
