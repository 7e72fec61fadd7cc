using Worker.Data;
using Worker.Data.Schema;
using Worker.Data.Sqlite;

namespace Worker.Benchmarks.Jobs;

/// <summary>
/// A book of any size in a SQLite file. Plans have 12 installments: some paid, one current, the rest to come. The current
/// one is due on <see cref="DueDate"/>, or overdue by 4 to 63 days, or due later.
/// </summary>
public sealed record BenchmarkBook(string Path, int Installments, int Due, int Overdue)
{
    public const int PerPlan = 12;

    public static DateOnly DueDate { get; } = new(2026, 6, 15);

    public async Task BuildAsync(CancellationToken cancellationToken)
    {
        using var database = new SqliteDatabase(Path);
        await new Migrator(database, TimeProvider.System).MigrateAsync(cancellationToken);
        await database.WriteAsync(
            async transaction =>
            {
                var size = new { Plans = Installments / PerPlan, Due, Overdue, DueDate = DueDate.ToString("yyyy-MM-dd") };
                foreach (string statement in Statements)
                {
                    await transaction.ExecuteAsync(statement, size);
                }
            },
            cancellationToken);
        await using DatabaseSession done = await database.OpenAsync(cancellationToken);
        await done.ExecuteAsync("analyze; pragma wal_checkpoint(truncate);");
    }

    /// <summary>A copy to be used up by one measurement.</summary>
    public string Copy()
    {
        string copy = Path + ".run";
        foreach (string stale in new[] { copy, copy + "-wal", copy + "-shm" })
        {
            File.Delete(stale);
        }

        File.Copy(Path, copy);
        return copy;
    }

    private static readonly string[] Statements =
    [
        """
        with recursive number(n) as (select 1 union all select n + 1 from number where n < @Plans)
        insert into customer (customer_id, customer_ref, name, email, language, time_zone)
        select n, 'C' || n, 'Customer ' || n, 'c' || n || '@customers.example', case n % 2 when 0 then 'en' else 'zh-CN' end, 'Asia/Shanghai'
        from number;
        """,
        """
        insert into payment_method (payment_method_id, method_ref, customer_id, channel, token, priority, status)
        select customer_id, 'M' || customer_id, customer_id, 'card', 'ok', 1, 'active' from customer;
        """,
        """
        insert into installment_plan (plan_id, plan_ref, customer_id, product, currency, principal, signed_on, autopay, payment_method_id)
        select customer_id, 'P' || customer_id, customer_id, 'phone-12', 'CNY', 1200000, '2025-06-01', 1, customer_id from customer;
        """,
        """
        with recursive number(n) as (select 1 union all select n + 1 from number where n < 12),
        planned as (
            select plan_id,
                   1 + plan_id % 11 as current_one,
                   case when plan_id <= @Due then @DueDate
                        when plan_id <= @Due + @Overdue then date(@DueDate, '-' || (4 + plan_id % 60) || ' days')
                        else date(@DueDate, '+20 days') end as current_due
            from installment_plan)
        insert into installment (plan_id, number, due_on, rolled_due_on, principal, interest, status)
        select plan_id, n,
               case when n <= current_one then date(current_due, (30 * (n - current_one)) || ' days') else date(@DueDate, (20 + 30 * (n - current_one)) || ' days') end,
               case when n <= current_one then date(current_due, (30 * (n - current_one)) || ' days') else date(@DueDate, (20 + 30 * (n - current_one)) || ' days') end,
               100000, 1200,
               case when n < current_one then 'paid' when n = current_one and current_due < @DueDate then 'due' else 'scheduled' end
        from planned cross join number
        order by plan_id, n;
        """,
        """
        insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
        select 'import:' || installment_id, plan_id, installment_id, 'payment', principal + interest, 'CNY', rolled_due_on,
               '2026-06-01T00:00:00.000Z', 'benchmark'
        from installment
        where status = 'paid';
        """,
        """
        insert into job_run (job, business_date, occasion, trigger_kind, actor, state, started_at, finished_at, ledger_mark)
        select job, date(@DueDate, '-2 days'), 'yesterday', 'schedule', 'benchmark', 'completed', '2026-06-13T00:00:00.000Z', '2026-06-13T00:00:00.000Z',
               (select max(entry_id) from ledger_entry)
        from (select 'mark-overdue' as job union all select 'late-fees');
        """,
    ];
}
