namespace Worker.Data.Tests.SqlText;

public sealed class StagedRangesTests
{
    private const string Range = "staged.line between @FromKey and @ToKey";

    [Theory]
    [InlineData("insert into part (part_id) select staged.line from import_plan as staged;")]
    [InlineData("insert into part (part_id) select staged.line from import_plan as staged where " + Range + " or staged.line = 1;")]
    [InlineData("insert into part (part_id) select staged.line from import_plan as staged where staged.line between 1 and @ToKey;")]
    [InlineData("update held set plan_id = 1 from part as held join import_plan as staged on staged.line = held.part_id;")]
    [InlineData("select plan_id from plans where plan_id in (select line from import_plan);")]
    public void Staged_rows_that_are_applied_all_at_once_are_found(string sql) => Assert.Single(StagedRanges.Check(BadSql.Script(sql)));

    [Theory]
    [InlineData("insert into part (part_id) select staged.line from import_plan as staged where staged.line > 1 and " + Range + ";")]
    [InlineData("update held set plan_id = 1 from part as held join import_plan as staged on staged.line = held.part_id where " + Range + " and (1 = 1 or 2 = 2);")]
    [InlineData("select plan_id from plans where plan_id in (select line from import_plan where line between cast(@FromKey as bigint) and cast(@ToKey as bigint));")]
    public void A_range_of_them_is_left_alone(string sql) => Assert.Empty(StagedRanges.Check(BadSql.Script(sql)));
}
