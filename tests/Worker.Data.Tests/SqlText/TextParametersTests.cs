namespace Worker.Data.Tests.SqlText;

public sealed class TextParametersTests
{
    [Theory]
    [InlineData("select note from plans where plan_ref = @Ref;", "(Ref, False)")]
    [InlineData("select one.note from plans as one where @Ref <= one.plan_ref and one.note <> @Note;", "(Ref, False)", "(Note, True)")]
    [InlineData("delete from plans where plan_ref in (@One, 'x', @Two);", "(One, False)", "(Two, False)")]
    [InlineData("select plan_id from plans where plan_ref = @Both or note = @Both;", "(Both, False)", "(Both, True)")]
    [InlineData("update plans set note = @Note, asks = @Asks where plan_id = @Id;", "(Note, True)")]
    [InlineData("update held set plan_ref = case when held.asks = 0 then @New else coalesce(@Other, held.plan_ref) end from plans as held;", "(New, False)", "(Other, False)")]
    [InlineData("insert into plans (plan_ref, note, asks) values (@Ref, @Note, @Asks), (N'x', nullif(@Other, N''), 1);", "(Ref, False)", "(Note, True)", "(Other, True)")]
    [InlineData("insert into plans (plan_ref, note) select @Ref, @Note where not exists (select 1 from plans where plan_ref = @Known);", "(Known, False)", "(Ref, False)", "(Note, True)")]
    public void Parameters_that_meet_columns_of_texts_are_found(string sql, params string[] found)
    {
        TSql script = BadSql.Script(sql);

        Assert.Empty(script.Errors);
        Assert.Equal(found, TextParameters.Of(script, BadSql.Schema).Select(one => $"({one.Parameter}, {one.IsUnicode})"));
    }
}
