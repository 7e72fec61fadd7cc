namespace Worker.Data.Tests.SqlText;

public sealed class JsonPathsTests
{
    private const string SqlServer = "select row.id as [id] from openjson(@Batch) with (id bigint '$.id', amount bigint '$.amount') as row;";

    [Theory]
    [InlineData("select value ->> 'id' as id from json_each(@Batch);", SqlServer, "sql/statements/x/y.sqlserver.sql(1,69): JSON's 'amount' is read here and not by the half for SQLite")]
    [InlineData("select value ->> 'id' as id, value ->> 'amount', value ->> 'Note' from json_each(@Batch);", SqlServer, "sql/statements/x/y.sqlite.sql(1,61): JSON's 'Note' is read here and not by the half for SQL Server")]
    [InlineData("select value ->> 'id' as id from json_each(@Batch);", "select row.id as [id] from openjson(@Batch) with (id bigint) as row where json_value(@Batch, '$.on') = 1;", "sql/statements/x/y.sqlserver.sql(1,94): JSON's 'on' is read here and not by the half for SQLite")]
    public void A_property_that_one_half_reads_is_found(string sqlite, string sqlServer, string finding) =>
        Assert.Equal([finding], Compare(sqlite, sqlServer).Select(one => one.ToString()));

    [Theory]
    [InlineData("-- not ->> 'this'\nselect value ->> 'id', json_extract(value, '$.amount') from json_each(@Batch);", SqlServer)]
    [InlineData("select value from json_each(@Ids);", "select row.id as [value] from openjson(@Ids) with (id bigint '$') as row;")]
    public void The_same_properties_are_left_alone(string sqlite, string sqlServer) => Assert.Empty(Compare(sqlite, sqlServer));

    private static IEnumerable<Finding> Compare(string sqlite, string sqlServer) =>
        JsonPaths.Compare(new SqlFile("sql/statements/x/y.sqlite.sql", sqlite), BadSql.Script(sqlServer));
}
