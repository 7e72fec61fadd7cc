using Worker.Data;
using Worker.Servicing.Jobs;

namespace Worker.Benchmarks.Jobs;

/// <summary>The floor under each job: the barest set-based statements that touch the same rows, in one transaction, with no rule asked.</summary>
public static class Floors
{
    private static readonly string D = BenchmarkBook.DueDate.ToString("yyyy-MM-dd");

    public static Task<long> RunAsync(Database database, string job) => database.WriteAsync(
        async transaction =>
        {
            string[] statements = For(job);
            long touched = 0;
            foreach (string statement in statements)
            {
                touched += await transaction.ExecuteAsync(statement, new { D });
            }

            // Every statement of auto-debit goes over the same installments again.
            return job == JobList.AutoDebit ? touched / statements.Length : touched;
        },
        CancellationToken.None);

    private static string[] For(string job) => job switch
    {
        JobList.MarkOverdue =>
        [
            "update installment set status = 'due' where status = 'scheduled' and rolled_due_on <= @D;",
            "update installment set status = 'overdue', overdue_since = date(rolled_due_on, '+1 day') where status = 'due' and rolled_due_on <= date(@D, '-4 days');",
        ],
        JobList.LateFees =>
        [
            """
            insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
            select 'fee:' || installment_id, plan_id, installment_id, 'late_fee', 506, 'CNY', @D, '2026-06-15T00:00:00.000Z', 'floor'
            from installment
            where status in ('due', 'overdue') and rolled_due_on <= date(@D, '-4 days');
            """,
        ],
        JobList.Remind =>
        [
            """
            insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, next_try_at)
            select 'due-soon:' || part.installment_id, 'due-soon', held.customer_id, held.plan_id, part.installment_id, 1, @D, '{}',
                   '2026-06-14T00:00:00.000Z', 'waiting', '2026-06-14T00:00:00.000Z'
            from installment as part
            join installment_plan as held on held.plan_id = part.plan_id
            where part.status in ('scheduled', 'due', 'overdue') and part.rolled_due_on in (@D, date(@D, '-4 days'), date(@D, '-8 days'), date(@D, '-16 days'), date(@D, '-31 days'));
            """,
        ],
        JobList.AutoDebit =>
        [
            """
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id)
            select lower(hex(randomblob(16))), part.installment_id, held.payment_method_id, 'card', part.principal + part.interest, 'CNY', 'ok', held.plan_ref,
                   @D, '2026-06-15T01:00:00.000Z', 'succeeded', 1
            from installment as part
            join installment_plan as held on held.plan_id = part.plan_id
            where part.status in ('scheduled', 'due', 'overdue') and part.rolled_due_on between date(@D, '-30 days') and @D;
            """,
            """
            insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor)
            select 'debit:' || attempt.order_no, part.plan_id, part.installment_id, 'payment', attempt.amount, 'CNY', @D, '2026-06-15T01:00:00.000Z',
                   attempt.order_no, 'floor'
            from debit_attempt as attempt
            join installment as part on part.installment_id = attempt.installment_id;
            """,
            "update installment set status = 'paid' where installment_id in (select installment_id from debit_attempt);",
        ],
        JobList.SendMail => ["update message set state = 'sent', next_try_at = null, tries = 1, finished_at = '2026-06-14T00:31:00.000Z' where next_try_at is not null;"],
        _ => throw new ArgumentOutOfRangeException(nameof(job), job, null),
    };
}
