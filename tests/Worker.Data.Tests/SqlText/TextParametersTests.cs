namespace Worker.Data.Tests.SqlText;

public sealed class TextParametersTests
{
    [Theory]
    [InlineData("select note from plans where plan_ref = @Ref;", "(Ref, False)")]
    [InlineData("select one.note from plans as one where @Ref <= one.plan_ref and one.note <> @Note;", "(Ref, False)", "(Note, True)")]
    [InlineData("delete from plans where plan_ref in (@One, 'x', @Two);", "(One, False)", "(Two, False)")]
    [InlineData("select plan_id from plans where plan_ref = @Both or note = @Both;", "(Both, False)", "(Both, True)")]
    [InlineData("update plans set note = @Note where asks = @Asks and plan_id = @Id;")]
    [InlineData("insert into plans (plan_ref, note) select @Ref, @Note where not exists (select 1 from plans where plan_ref = @Ref);", "(Ref, False)")]
    public void Parameters_that_are_compared_with_texts_are_found(string sql, params string[] found)
    {
        TSql script = BadSql.Script(sql);

        Assert.Empty(script.Errors);
        Assert.Equal(found, TextParameters.Of(script, BadSql.Schema).Select(one => $"({one.Parameter}, {one.IsUnicode})"));
    }
}
