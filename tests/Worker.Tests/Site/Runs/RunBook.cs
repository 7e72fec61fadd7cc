namespace Worker.Tests.Site.Runs;

/// <summary>Writes runs as jobs record them.</summary>
internal static class RunBook
{
    public static long Run(
        this TestBook book, string job, string businessDate, string state, string trigger = "schedule", string actor = "scheduler", string? reason = null, bool foundSomething = true)
    {
        string occurrence = Guid.NewGuid().ToString("N");
        bool isOver = state is not ("cutting" or "active");
        book.Execute(
            """
            insert into job_run (job, business_date, occasion, trigger_kind, actor, reason, state, started_at, finished_at, ledger_mark)
            values (@job, @businessDate, @occurrence, @trigger, @actor, @reason, @state, @started, @finished, 0)
            """,
            new
            {
                job,
                businessDate,
                occurrence,
                trigger,
                actor,
                reason,
                state,
                started = $"{businessDate}T01:00:00.000Z",
                finished = isOver ? $"{businessDate}T01:01:40.000Z" : null,
            });
        long runId = book.Query<long>("select run_id from job_run where occasion = @occurrence", new { occurrence }).Single();
        if (!isOver)
        {
            book.Execute("insert into active_run (job, run_id) values (@job, @runId)", new { job, runId });
        }

        if (foundSomething)
        {
            book.Execute(
                """
                insert into run_slice (run_id, number, from_key, to_key, done_to, state, fence)
                values (@runId, 1, 0, 300, 300, 'done', 1), (@runId, 2, 300, 1000, @done, @slice, 2)
                """,
                new { runId, done = isOver ? 1000 : 400, slice = isOver ? "done" : "open" });
        }

        return runId;
    }

    public static void Tally(this TestBook book, long runId, string name, long count, long? amount = null)
    {
        book.Execute("insert into run_tally (run_id, slice, name, currency, value) values (@runId, 1, @name, '', @count)", new { runId, name, count });
        if (amount is not null)
        {
            book.Execute("insert into run_tally (run_id, slice, name, currency, value) values (@runId, 1, @name, 'CNY', @amount)", new { runId, name, amount });
        }
    }

    public static void Error(this TestBook book, long runId, string code, string subject, string detail = "") => book.Execute(
        "insert into run_error (run_id, code, subject, detail, recorded_at) values (@runId, @code, @subject, @detail, '2026-11-21T01:00:00.000Z')",
        new { runId, code, subject, detail });

    /// <summary>An attempt in doubt, sent some time before an instant.</summary>
    public static string Doubt(this TestBook book, DateTimeOffset sentAt, string channel = "card", long? installmentId = null)
    {
        long installment = installmentId ?? book.Debt(Dates.D, channel: channel);
        string order = Guid.CreateVersion7(sentAt).ToString("N");
        book.Execute(
            """
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id, detail)
            select @order, @installment, max(payment_method_id), @channel, 33730, 'CNY', 'never-shown-token', 'P1-1', '2026-11-21', @at, 'unknown', 7, 'time-out' from payment_method;
            insert into open_debit (installment_id, order_no, asks, next_ask_at, last_sent_at, resends) values (@installment, @order, 3, @next, @at, 1);
            """,
            new { order, installment, channel, at = sentAt, next = sentAt.AddHours(30) });
        return order;
    }
}
