using Worker.Data.Sqlite;

namespace Worker.Data.Tests.Sqlite;

public sealed class SqliteDialectTests
{
    private const string Rows = "(with element as materialized (select value from json_each(@Batch)) select value ->> 'id' as plan_id, value ->> 'ref' as plan_ref from element)";

    [Theory]
    [InlineData("select id.value from openjson(@Ids) with (value bigint '$') as id;", "select id.value from json_each(@Ids) as id;")]
    [InlineData("where no in (select value collate Latin1_General_100_BIN2 from openjson(@Ids) with (value varchar(32) '$'));", "where no in (select value from json_each(@Ids));")]
    [InlineData("from openjson(@Batch) with (plan_id bigint '$.id', plan_ref nvarchar(max) '$.ref' as json) as one;", $"from {Rows} as one;")]
    [InlineData("select a from b order by a offset 0 rows fetch next @Count rows only;", "select a from b order by a limit @Count;")]
    [InlineData("(select a from b order by a offset 0 rows fetch next 10 rows only) as c;", "(select a from b order by a limit 10) as c;")]
    [InlineData("with one as (select 1 as a) select a from one;", "with one as materialized (select 1 as a) select a from one;")]
    [InlineData("select concat(':', convert(varchar(10), plan.due_on, 23));", "select concat(':', plan.due_on);")]
    [InlineData("where a = b collate Latin1_General_100_BIN2 and c = d;", "where a = b and c = d;")]
    public void What_SQLite_says_otherwise_is_replaced(string tsql, string sqlite) => Assert.Equal(sqlite, SqliteDialect.Of(tsql));

    [Fact]
    public void A_list_of_columns_keeps_its_lines() => Assert.Equal(
        "select (with element as materialized (select value from json_each(@Batch)) select\n value ->> 'a' as first,\n value ->> 'b' as last from element);",
        SqliteDialect.Of("select openjson(@Batch) with (\n    first bigint       '$.a',\n    last  varchar(320) '$.b');"));

    [Fact]
    public void Only_SQL_Server_takes_locks() => Assert.Equal(
        "-- Locks.\n\n\n\n\n\ninsert into t (a)\nselect @A, b\nfrom c;",
        SqliteDialect.Of(
            "-- Locks.\ndeclare @granted int;\nexec @granted = sp_getapplock 'x', 'Shared';\nif @granted < 0 throw 50005, 'no', 1;\n"
            + "select @locked = sum(a)\nfrom t with (updlock);\ninsert into t (a)\nselect @A, b\nfrom c;"));

    [Fact]
    public void An_update_names_its_table_and_does_not_read_it_again() => Assert.Equal(
        "update debit_notice as notice\nset state = answer.state\nfrom\n (select 1 as no) as answer\nwhere notice.no = answer.no;\nselect a\nfrom debit_notice as notice\ncross join b;",
        SqliteDialect.Of(
            "update notice\nset state = answer.state\nfrom debit_notice as notice\ncross join (select 1 as no) as answer\nwhere notice.no = answer.no;\n"
            + "select a\nfrom debit_notice as notice\ncross join b;"));

    [Fact]
    public void What_a_statement_tells_is_said_at_its_end() => Assert.Equal(
        "delete from t\n\nwhere a = 1 returning a, b;\ndelete from u;",
        SqliteDialect.Of("delete from t\noutput deleted.a as [a], deleted.b as [b]\nwhere a = 1;\ndelete from u;"));

    [Theory]
    [InlineData("-- Never with one as ( or x collate y; see z")]
    [InlineData("select ' collate x; with one as (''' as a;")]
    [InlineData("select a from b left join c on c.a = b.a where a = @A order by a;")]
    [InlineData("update t set a = 1 where b = 2;")]
    public void Everything_else_stays_as_it_is(string sql) => Assert.Equal(sql, SqliteDialect.Of(sql));
}
