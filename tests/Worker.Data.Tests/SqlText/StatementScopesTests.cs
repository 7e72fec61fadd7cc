namespace Worker.Data.Tests.SqlText;

public sealed class StatementScopesTests
{
    [Theory]
    [InlineData("select plan_id from plan_;", "(1,21): no table 'plan_'")]
    [InlineData("select plan_id,\n       foo\nfrom plans;", "(2,8): no column 'foo' in plans")]
    [InlineData("select Plan_id from plans;", "(1,8): no column 'Plan_id' in plans")]
    [InlineData("select one.foo from plans as one;", "(1,8): no column 'foo' in one")]
    [InlineData("select plans.plan_id from plans as one;", "(1,8): no table 'plans' is read here")]
    [InlineData("select plan_id from plans join part on part.plan_id = plans.plan_id;", "(1,8): column 'plan_id' is ambiguous: plans and part have it")]
    [InlineData("select one.plan_id from plans as one join plans as one on 1 = 1;", "(1,20): 'one' is read twice under one name")]
    [InlineData("select a.plan_id from plans as a join part as b on b.plan_id = c.plan_id join plans as c on c.plan_id = a.plan_id;", "(1,64): no table 'c' is read here")]
    [InlineData("select (select max(due_on) from part where part.plan_id = one.foo) as newest from plans as one;", "(1,59): no column 'foo' in one")]
    [InlineData("select found.due_on from (select plan_id as id from plans) as found;", "(1,8): no column 'due_on' in found")]
    [InlineData("select found.id from (select one.plan_id as id from plans) as found;", "(1,30): no table 'one' is read here")]
    [InlineData("select one.plan_id from plans as one join (select part_id from part where part.plan_id = one.plan_id) as two on 1 = 1;", "(1,90): no table 'one' is read here")]
    [InlineData("with found as (select plan_id from plans) select note from found;", "(1,50): no column 'note' in found")]
    [InlineData("select row.foo from openjson(@Batch) with (id bigint '$.id') as row;", "(1,8): no column 'foo' in row")]
    [InlineData("select one.plan_id from plans as one cross apply openjson(one.foo) as found;", "(1,59): no column 'foo' in one")]
    [InlineData("select found.v from (values (1, 2)) as found (u, w);", "(1,8): no column 'v' in found")]
    [InlineData("select count(*) as n from plans group by foo having min(plan_id) > 0;", "(1,42): no column 'foo' in plans")]
    [InlineData("select plan_id as id from plans order by foo;", "(1,42): no column 'foo' in plans")]
    [InlineData("select plan_id from plans union all select plan_id, due_on from part;", "(1,37): 2 columns are put below 1")]
    [InlineData("select plan_id from plans union all select part_id from part order by part_id;", "(1,71): no column 'part_id' in the result")]
    [InlineData("select dateadd(day, 1, foo) as d from part;", "(1,24): no column 'foo' in part")]
    [InlineData("select foo from (select 1 as one) as a join plan_ as b on b.foo = a.two;", "(1,45): no table 'plan_'", "(1,67): no column 'two' in a")]
    [InlineData("select name from sys.tables where foo = 1;", "(1,35): no column 'foo' in tables")]
    [InlineData("select name from sys.columns;", "(1,18): no table 'sys.columns'")]
    [InlineData("if exists (select 1 from plans where foo = 1) select 1 as one;", "(1,38): no column 'foo' in plans")]
    public void A_query_asks_only_for_what_is_in_sight(string sql, params string[] findings) => AssertFinds(sql, findings);

    [Theory]
    [InlineData("insert into plans (plan_ref, foo) values (@Ref, 1);", "(1,30): no column 'foo' in plans")]
    [InlineData("insert into plans (plan_ref, note) values (@Ref);", "(1,13): 1 values for 2 columns")]
    [InlineData("insert into plans (plan_ref, note) select 'x', 'y', 'z';", "(1,13): 3 values for 2 columns")]
    [InlineData("insert into plans (plan_ref, plan_ref) select 'x', 'y';", "(1,30): column 'plan_ref' is named twice")]
    [InlineData("insert into plans (plan_id, plan_ref) values (1, 'x');", "(1,20): column 'plan_id' can't be written")]
    [InlineData("insert into plans (note) values ('x');", "(1,13): column 'plan_ref' of plans must have a value and is left out")]
    [InlineData("insert into plans values ('x');", "(1,13): an insert names its columns: plans may have more one day")]
    [InlineData("insert into plans (plan_ref) output inserted.foo as [foo] values ('x');", "(1,37): no column 'foo' in inserted")]
    [InlineData("insert into plans (plan_ref) output deleted.note as [note] values ('x');", "(1,37): no table 'deleted' is read here")]
    [InlineData("insert into part (part_id, plan_id, due_on) select row.part_id, row.plan_id, row.foo from openjson(@Batch) with (part_id bigint, plan_id bigint) as row;", "(1,78): no column 'foo' in row")]
    [InlineData("update plans set foo = 1 where plan_id = 1;", "(1,18): no column 'foo' in plans")]
    [InlineData("update plans set plan_id = 1 where plan_id = 1;", "(1,18): column 'plan_id' can't be written")]
    [InlineData("update plans set note = foo where plan_id = 1;", "(1,25): no column 'foo' in plans")]
    [InlineData("update one set note = two.foo from plans as one join part as two on two.plan_id = one.plan_id;", "(1,23): no column 'foo' in two")]
    [InlineData("update plans set note = 'x' from part as two where two.part_id = 1;", "(1,8): 'plans' is written, and is not among what is read from")]
    [InlineData("update plans set note = 'x' where plan_id in (select part_id from part where part.foo = plans.plan_id);", "(1,78): no column 'foo' in part")]
    [InlineData("delete from part where foo = 1;", "(1,24): no column 'foo' in part")]
    [InlineData("declare @ids table (id bigint not null); insert into @ids (id) select foo from plans;", "(1,71): no column 'foo' in plans")]
    [InlineData("declare @ids table (id bigint not null); select ids.foo from @ids as ids;", "(1,49): no column 'foo' in ids")]
    [InlineData("declare @ids table (id bigint not null); delete from plans output deleted.plan_id, deleted.note into @ids where plan_id = 1;", "(1,60): 2 values for 1 columns")]
    public void A_statement_writes_only_what_is_there(string sql, string finding) => AssertFinds(sql, finding);

    [Theory]
    [InlineData("create index i on part (foo);", "(1,25): no column 'foo' in part")]
    [InlineData("create index i on part (plan_id) include (foo);", "(1,43): no column 'foo' in part")]
    [InlineData("create index i on part (plan_id) where foo is null;", "(1,40): no column 'foo' in part")]
    [InlineData("alter table part add constraint f foreign key (plan_id) references plans (foo);", "(1,75): no column 'foo' in plans")]
    [InlineData("alter table part add constraint c check (foo > 0);", "(1,42): no column 'foo' in part")]
    [InlineData("create trigger t on part after insert as begin select inserted.foo from inserted; end;", "(1,55): no column 'foo' in inserted")]
    public void A_schema_names_only_what_is_there(string sql, string finding) => AssertFinds(sql, finding);

    [Theory]
    [InlineData("select one.plan_id, (select max(due_on) from part where plan_id = one.plan_id) as newest from plans as one where closed_on is null order by newest;")]
    [InlineData("with one as (select plan_id from plans), two (id) as (select plan_id from one) select id from two;")]
    [InlineData("with n as (select 1 as i union all select i + 1 from n where i < 9) select i from n;")]
    [InlineData("update one set note = row.note from plans as one join openjson(@Batch) with (id bigint '$.id', note nvarchar(9) '$.note') as row on row.id = one.plan_id;")]
    [InlineData("insert into plans (plan_ref) output inserted.plan_id as [plan_id] select row.ref from openjson(@Batch) with (ref varchar(9) '$.ref') as row;")]
    [InlineData("select a.plan_id, b.due_on from plans as a outer apply (select top (1) due_on from part where part.plan_id = a.plan_id order by due_on) as b;")]
    [InlineData("select datediff(day, min(due_on), max(due_on)) as days, count(*) over () as total from part group by plan_id;")]
    [InlineData("declare @ids table (id bigint not null); update plans set asks = asks + 1 output inserted.plan_id into @ids where plan_id = 1; select id as [id] from @ids;")]
    [InlineData("select name from sys.tables; select t.table_name from information_schema.tables as t; delete from dbo.plans where plan_id = 1;")]
    public void What_is_right_is_left_alone(string sql)
    {
        TSql script = BadSql.Script(sql);

        Assert.Empty(script.Errors);
        Assert.Empty(StatementScopes.Of(script, BadSql.Schema).Findings);
    }

    private static void AssertFinds(string sql, params string[] findings)
    {
        TSql script = BadSql.Script(sql);

        Assert.Empty(script.Errors);
        Assert.Equal(findings, BadSql.Shown(StatementScopes.Of(script, BadSql.Schema).Findings));
    }
}
