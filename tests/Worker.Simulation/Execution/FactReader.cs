using Worker.Data;

namespace Worker.Simulation.Execution;

/// <summary>Reads the facts past the worker, whatever befell it.</summary>
internal sealed class FactReader(Database database)
{
    public Task<Facts> ReadAsync() => database.ReadAsync(
        async connection => new Facts(
            await RowsAsync<PartFact>(
                connection,
                """
                select held.plan_ref || '-' || part.number as installment, part.rolled_due_on as DueOn, part.status, part.overdue_since as OverdueSince
                from installment as part join installment_plan as held on held.plan_id = part.plan_id
                """),
            await RowsAsync<MethodFact>(connection, "select method_ref as method, status from payment_method"),
            await RowsAsync<CustomerFact>(
                connection,
                """
                select customer_ref as customer, bad_address_reason is not null as HasBadAddress, courtesy_off_at is not null as CourtesyOff
                from customer
                """),
            await RowsAsync<EntryFact>(
                connection,
                """
                select entry.entry_id as EntryId, entry.entry_key as EntryKey, held.plan_ref as plan, held.plan_ref || '-' || part.number as installment,
                       entry.kind, entry.amount, entry.effective_on as EffectiveOn
                from ledger_entry as entry
                join installment as part on part.installment_id = entry.installment_id
                join installment_plan as held on held.plan_id = part.plan_id
                order by entry.entry_id
                """),
            await RowsAsync<AttemptFact>(
                connection,
                """
                select attempt.order_no as OrderNo, held.plan_ref || '-' || part.number as installment, method.method_ref as method, attempt.amount,
                       attempt.currency, attempt.business_date as BusinessDate, attempt.sent_at as SentAt, attempt.state,
                       attempt.decline_code as DeclineCode, attempt.decline_category as DeclineCategory, attempt.run_id as RunId,
                       attempt.notice_no as NoticeNo
                from debit_attempt as attempt
                join payment_method as method on method.payment_method_id = attempt.payment_method_id
                join installment as part on part.installment_id = attempt.installment_id
                join installment_plan as held on held.plan_id = part.plan_id
                order by attempt.sent_at, attempt.order_no
                """),
            await RowsAsync<DoubtFact>(
                connection,
                """
                select open_one.order_no as OrderNo, held.plan_ref || '-' || part.number as installment, open_one.next_ask_at as NextAskAt,
                       open_one.last_sent_at as LastSentAt
                from open_debit as open_one
                join installment as part on part.installment_id = open_one.installment_id
                join installment_plan as held on held.plan_id = part.plan_id
                """),
            await RowsAsync<NoticeFact>(
                connection,
                """
                select notice.notice_no as NoticeNo, held.plan_ref || '-' || part.number as installment, method.method_ref as method, notice.token,
                       notice.amount, notice.currency, notice.debit_from as DebitFrom, notice.debit_until as DebitUntil, notice.state,
                       replace(notice.message_key, 'due-soon:' || part.installment_id || ':', 'due-soon:' || held.plan_ref || '-' || part.number || ':') as MessageKey
                from debit_notice as notice
                join payment_method as method on method.payment_method_id = notice.payment_method_id
                join installment as part on part.installment_id = notice.installment_id
                join installment_plan as held on held.plan_id = part.plan_id
                """),
            await RowsAsync<MessageFact>(
                connection,
                """
                select mail.message_id as MessageId,
                       replace(mail.message_key, mail.kind || ':' || part.installment_id || ':', mail.kind || ':' || held.plan_ref || '-' || part.number || ':') as "key",
                       mail.kind, who.customer_ref as customer, held.plan_ref as plan, held.plan_ref || '-' || part.number as installment,
                       mail.courtesy as IsCourtesy, mail.business_date as BusinessDate, mail.facts as contents, mail.state,
                       mail.next_try_at as NextTryAt, mail.tries
                from message as mail
                join customer as who on who.customer_id = mail.customer_id
                join installment as part on part.installment_id = mail.installment_id
                join installment_plan as held on held.plan_id = part.plan_id
                order by mail.message_id
                """)),
        CancellationToken.None);

    /// <summary>When the next question or message is due; null when none is.</summary>
    public Task<DateTimeOffset?> NextAsync(bool ofMail) => database.ReadAsync(
        connection => connection.QuerySingleAsync<DateTimeOffset?>(
            ofMail ? "select min(next_try_at) from message" : "select min(next_ask_at) from open_debit"),
        CancellationToken.None);

    /// <summary>Where a run stands.</summary>
    public Task<string> StateOfAsync(long runId) => database.ReadAsync(
        connection => connection.QuerySingleAsync<string>("select state from job_run where run_id = @runId", new { runId }), CancellationToken.None);

    private static async Task<List<T>> RowsAsync<T>(DatabaseSession connection, string sql) => [.. await connection.QueryAsync<T>(sql)];
}
