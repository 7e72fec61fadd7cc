using Worker.Data.Schema;

namespace Worker.Data.Tests.Schema;

public sealed class MigrationTests
{
    [Theory]
    [InlineData("create table a (b int);")]
    [InlineData("create table a (b int);\nGO\n")]
    [InlineData("\n\nGO\ncreate table a (b int);\n  go ; \n\nGo\n")]
    public void Lines_of_go_around_a_script_leave_one_batch(string script) => Assert.Equal(["create table a (b int);"], Batches(script));

    [Fact]
    public void Batches_are_parted_by_lines_of_go_and_keep_their_order() =>
        Assert.Equal(["one;\ntwo;", "three;", "four;"], Batches("one;\ntwo;\nGO\nthree;\n\tgo\t\n\nfour;"));

    [Theory]
    [InlineData("goto done;")]
    [InlineData("select go from a;")]
    [InlineData("-- GO")]
    [InlineData("select 'GO';\nlet it GO\nGO on")]
    public void A_go_that_does_not_stand_alone_parts_nothing(string script) => Assert.Equal([script], Batches(script));

    [Fact]
    public void A_script_of_nothing_has_no_batch() => Assert.Empty(Batches(" \nGO\n\n"));

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.SqlServer)]
    public void Both_databases_have_the_same_migrations_one_after_the_other(DatabaseProvider provider)
    {
        IReadOnlyList<Migration> migrations = MigrationScripts.For(provider);

        Assert.Equal(migrations.Select(migration => migration.Version).Distinct().Order(), migrations.Select(migration => migration.Version));
        Assert.Equal(
            MigrationScripts.For(DatabaseProvider.Sqlite).Select(migration => (migration.Version, migration.Name)),
            migrations.Select(migration => (migration.Version, migration.Name)));
        Assert.All(migrations, migration => Assert.NotEmpty(migration.Batches));
    }

    private static IReadOnlyList<string> Batches(string script) => new Migration(1, "name", script, "checksum").Batches;
}
