namespace Worker.Data.Tests.SqlText;

public sealed class JsonCollationsTests
{
    private const string Json = "openjson(@Batch) with (value varchar(20) '$.value', id bigint '$.id')";

    [Theory]
    [InlineData($"select plan_id from {Json} as named join plans as one on one.plan_ref = named.value;", 1)]
    [InlineData($"select plan_id from {Json} as named join plans as one on named.value = one.plan_ref;", 1)]
    [InlineData($"delete from plans where plan_ref in (select value from {Json});", 1)]
    [InlineData($"update one set note = 'x' from plans as one join {Json} as named on named.id = one.plan_id where one.plan_ref <> named.value;", 1)]
    [InlineData($"select plan_id from {Json} as named join plans as one on one.plan_ref = named.value collate Latin1_General_100_BIN2;", 0)]
    [InlineData($"select plan_id from {Json} as named join plans as one on one.plan_id = named.id where named.value = 'x';", 0)]
    [InlineData($"delete from plans where plan_id in (select id from {Json}) and plan_ref in (select value collate Latin1_General_100_BIN2 from {Json});", 0)]
    public void A_text_out_of_JSON_is_compared_with_a_column_under_a_collation_that_is_named(string sql, int findings)
    {
        TSql script = BadSql.Script(sql);

        Assert.Empty(script.Errors);
        Assert.Equal(findings, JsonCollations.Check(script).Count);
    }
}
