using System.Globalization;
using System.Text;

namespace Worker.Data.Migrations;

/// <summary>Brings a schema up to date with forward-only scripts, each in a transaction of its own.</summary>
public sealed class Migrator(Database database, TimeProvider time)
{
    private static readonly TimeSpan MigrationTimeout = TimeSpan.FromHours(1);

    /// <exception cref="SchemaMismatchException">
    /// An applied script is not what this build carries, or the database is newer than this build.
    /// </exception>
    public async Task<IReadOnlyList<Migration>> PendingAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(async connection => Pending(await ReadAppliedAsync(connection)), cancellationToken);

    /// <summary>Applies what is pending and tells which. Safe when two processes start at once: the second finds nothing to do.</summary>
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
                script.AppendLine(database.Statements["migrations/create-table"]).AppendLine(end);
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
                await transaction.ExecuteAsync(database.Statements["migrations/create-table"]);
                foreach (string batch in next.Batches)
                {
                    await transaction.WithTimeout(MigrationTimeout).ExecuteAsync(batch);
                }

                await transaction.ExecuteAsync(
                    database.Statements["migrations/record"],
                    new { next.Version, Name = next.Name.Ansi(), Checksum = next.Checksum.Ansi(), AppliedAt = time.GetUtcNow() });
            }

            return next;
        },
        cancellationToken);

    /// <summary>The statement that records a migration, its values in their places: none of them holds a quote.</summary>
    private string Recording(Migration migration) => database.Statements["migrations/record"]
        .Replace("@Version", migration.Version.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("@Name", $"'{migration.Name}'", StringComparison.Ordinal)
        .Replace("@Checksum", $"'{migration.Checksum}'", StringComparison.Ordinal)
        .Replace("@AppliedAt", $"'{InstantText.Of(time.GetUtcNow())}'", StringComparison.Ordinal);

    private async Task<IReadOnlyList<AppliedMigration>> ReadAppliedAsync(DatabaseSession connection)
    {
        bool exists = await connection.ExecuteScalarAsync<long>(database.Statements["migrations/table-exists"]) > 0;
        return exists
            ? [.. await connection.QueryAsync<AppliedMigration>(database.Statements["migrations/applied"])]
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
