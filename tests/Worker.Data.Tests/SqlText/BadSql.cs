namespace Worker.Data.Tests.SqlText;

/// <summary>What the checks are shown to find things in.</summary>
internal static class BadSql
{
    /// <summary>Where a statement of the tests pretends to be.</summary>
    public const string Path = "sql/statements/x/y.sqlserver.sql";

    public static SchemaTables Schema { get; } = SchemaTables.Of(
        new SqlFile(
            "sql/sqlserver/schema/0001_x.sql",
            """
            create table plans (
                plan_id bigint not null identity (1, 1),
                plan_ref varchar(20) not null,
                note nvarchar(100) null,
                asks int not null constraint df_asks default 0,
                constraint pk_plans primary key (plan_id)
            );
            create table part (part_id bigint not null primary key, plan_id bigint not null, due_on date not null);
            create table import_plan (line int not null primary key);
            GO
            create trigger part_is_never_deleted on part instead of delete as
            begin
                throw 50001, 'never', 1;
            end;
            GO
            """),
        new SqlFile("sql/sqlserver/schema/0002_y.sql", "alter table plans add closed_on date null;"));

    public static SqlFile File(string text) => new(Path, text);

    public static TSql Script(string text) => TSql.Parse(File(text));

    /// <summary>The findings as they are shown, without the path that they all have.</summary>
    public static IEnumerable<string> Shown(IEnumerable<Finding> findings) => findings.Select(finding =>
    {
        Assert.Equal(Path, finding.File);
        return finding.ToString()[Path.Length..];
    });
}
