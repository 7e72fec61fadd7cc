using Microsoft.Extensions.Time.Testing;
using Worker.Data.Schema;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Schema;

/// <summary>The schema: brought up to date once, and never behind anybody's back.</summary>
public sealed class MigratorTests
{
    private static readonly FakeTimeProvider Clock = new(DataTest.Now);

    [DatabaseFact]
    public async Task An_empty_database_gets_every_migration_and_a_current_one_none()
    {
        await using DataTest test = await DataTest.StartAsync(isMigrated: false);
        var migrator = new Migrator(test.Database, Clock);
        IReadOnlyList<Migration> all = MigrationScripts.For(TestDatabase.Current);

        Assert.Equal(all, await migrator.PendingAsync(default));
        SchemaMismatchException behind = await Assert.ThrowsAsync<SchemaMismatchException>(() => migrator.CheckAsync(default));
        Assert.Contains("worker migrate", behind.Message, StringComparison.Ordinal);
        Assert.Equal(all, await migrator.MigrateAsync(default));

        Assert.Empty(await migrator.MigrateAsync(default));
        await migrator.CheckAsync(default);
        Assert.Equal(all.Select(migration => migration.Version).Distinct().Order(), all.Select(migration => migration.Version));
        Assert.Equal("2026-11-21T01:00:00.000Z", (await test.Database.RowsAsync("select distinct applied_at from schema_migration")).Single());
    }

    [DatabaseFact]
    public async Task Two_processes_that_start_at_once_migrate_once()
    {
        await using DataTest test = await DataTest.StartAsync(isMigrated: false);

        IReadOnlyList<Migration>[] applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => Task.Run(() => new Migrator(test.Open(), Clock).MigrateAsync(default))));

        Assert.Equal(MigrationScripts.For(TestDatabase.Current).Count, applied.Sum(mine => mine.Count));
    }

    [DatabaseFact]
    public async Task A_script_that_was_changed_after_it_was_applied_is_refused()
    {
        await using DataTest test = await DataTest.StartAsync();
        await test.ExecuteAsync("update schema_migration set checksum = 'other' where version = 2");
        var migrator = new Migrator(test.Database, Clock);

        foreach (Func<Task> ask in new Func<Task>[] { () => migrator.MigrateAsync(default), () => migrator.CheckAsync(default), () => migrator.PendingAsync(default) })
        {
            SchemaMismatchException refusal = await Assert.ThrowsAsync<SchemaMismatchException>(ask);
            Assert.Contains("0002_ledger", refusal.Message, StringComparison.Ordinal);
        }
    }

    [DatabaseFact]
    public async Task A_database_of_a_newer_build_is_refused()
    {
        await using DataTest test = await DataTest.StartAsync();
        await test.ExecuteAsync("insert into schema_migration (version, name, checksum, applied_at) values (9999, 'future', 'x', '2026-11-21')");

        SchemaMismatchException refusal = await Assert.ThrowsAsync<SchemaMismatchException>(() => new Migrator(test.Database, Clock).MigrateAsync(default));

        Assert.Contains("9999_future", refusal.Message, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task A_database_that_was_migrated_half_way_is_brought_to_the_end()
    {
        await using DataTest test = await DataTest.StartAsync();
        await test.ExecuteAsync("drop table debit_switch; drop table account_hold; drop table message; delete from schema_migration where version = 4");

        Migration applied = Assert.Single(await new Migrator(test.Database, Clock).MigrateAsync(default));

        Assert.Equal((4, "messages_and_levers"), (applied.Version, applied.Name));
        Assert.Empty(await test.QueryAsync<string>("select name from debit_switch"));
    }
}
