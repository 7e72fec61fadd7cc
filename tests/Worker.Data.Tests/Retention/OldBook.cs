using Worker.Data.Consistency;
using Worker.Data.Retention;
using Worker.Data.Tests.Operations;
using Worker.Servicing.Consistency;
using Worker.Servicing.Ledger;
using Worker.Servicing.Retention;

namespace Worker.Data.Tests.Retention;

/// <summary>Short ways to make a book old and to prune it. What was over by <see cref="Old"/> is older than its retention, by one day.</summary>
internal static class OldBook
{
    /// <summary>401 days before the clock of an <see cref="OperatorBook"/>.</summary>
    public const string Old = "2025-10-16T01:00:00.000Z";

    /// <summary>399 days before it.</summary>
    public const string Young = "2025-10-18T01:00:00.000Z";

    public const string OldDate = "2025-10-16";

    public const string YoungDate = "2025-10-18";

    public static PruneService Pruning(this OperatorBook book, Database? database = null, RetentionSettings? settings = null)
    {
        Database where = database ?? book.Database;
        return new PruneService(
            [new RetainedRuns(where), new RetainedAttempts(where), new RetainedMessages(where), new RetainedNotices(where), new RetainedSessions(where)],
            new AuditLog(where),
            settings ?? new RetentionSettings(),
            OperatorBook.Shanghai,
            book.Clock);
    }

    public static async Task<PruneCounts> PruneAsync(this OperatorBook book) =>
        (await book.Pruning().PruneAsync(OperatorBook.Note, null, CancellationToken.None)).Counts;

    public static async Task<PruneCounts> PreviewAsync(this OperatorBook book) =>
        (await book.Pruning().PreviewAsync(null, CancellationToken.None)).Counts;

    public static async Task AssertSaneAsync(this OperatorBook book)
    {
        IReadOnlyList<InvariantResult> results =
            await new Invariants(new InvariantReader(book.Database), LedgerRules.Default).CheckAsync(CancellationToken.None);
        Assert.Equal([], results.SelectMany(result => result.Examples.Select(example => $"{result.Name}: {example}")));
    }

    /// <summary>A message, counted as if by runs that were pruned long ago.</summary>
    public static async Task AddMessageAsync(
        this OperatorBook book, string key, string kind, string state, string? finishedAt, string businessDate, long installmentId = 11)
    {
        await book.ExecuteAsync(
            """
            insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, next_try_at, finished_at)
            values (@key, @kind, 1, 1, @installmentId, 0, @businessDate, '{}', @Old, @state, case when @finishedAt is null then @Old end, @finishedAt)
            """,
            new { key, kind, state, finishedAt, businessDate, installmentId, Old });
        await (kind switch
        {
            "due-soon" => book.CountAsync("remind", "dueSoon", "", 1),
            "overdue" => book.CountAsync("remind", "overdue", "", 1),
            _ => Task.CompletedTask,
        });
        await (state == "sent" ? book.CountAsync("send-mail", "sent", "", 1) : Task.CompletedTask);
    }

    /// <summary>An attempt, counted as if by a run that was pruned long ago.</summary>
    public static async Task AddAttemptAsync(
        this OperatorBook book, string orderNumber, string state, string? settledAt, string businessDate = OldDate, long installmentId = 11)
    {
        await book.ExecuteAsync(
            """
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, settled_at, run_id)
            values (@orderNumber, @installmentId, 1, 'card', 100000, 'CNY', 'secret-token', 'P', @businessDate, @Old, @state, @settledAt, 1)
            """,
            new { orderNumber, state, settledAt, businessDate, installmentId, Old });
        if (state is "declined" or "rejected" or "withdrawn")
        {
            string counter = state switch { "declined" => "declinedSoft", "withdrawn" => "deferred", _ => state };
            await book.CountAsync("auto-debit", counter, "", 1);
            await book.CountAsync("auto-debit", counter, "CNY", 100_000);
        }
    }

    /// <summary>A run with a slice, two counters and an error.</summary>
    public static Task AddRunAsync(
        this OperatorBook book, long runId, string job, string businessDate, string state = "completed", string? finishedAt = Old, long mark = 0) =>
        book.ExecuteAsync(
            """
            insert into job_run (run_id, job, business_date, occasion, trigger_kind, actor, state, started_at, finished_at, ledger_mark)
            values (@runId, @job, @businessDate, @occurrence, 'schedule', 'scheduler', @state, @Old, @finishedAt, @mark);
            insert into run_slice (run_id, number, from_key, to_key, done_to, state, fence) values (@runId, 1, 0, 10, 10, 'done', 1);
            insert into run_tally (run_id, slice, name, currency, value) values (@runId, 0, 'candidates', '', 3), (@runId, 1, 'candidates', '', 4);
            insert into run_error (run_id, code, subject, recorded_at) values (@runId, 'rejected', 'order x', @Old);
            """,
            new { runId, job, businessDate, occurrence = $"run {runId}", state, finishedAt, mark, Old });

    private static Task CountAsync(this OperatorBook book, string job, string name, string currency, long value) => book.ExecuteAsync(
        """
        insert into pruned_tally (job, name, currency, value)
        select @job, @name, @currency, 0
        where not exists (select 1 from pruned_tally where job = @job and name = @name and currency = @currency);
        update pruned_tally set value = value + @value where job = @job and name = @name and currency = @currency;
        """,
        new { job, name, currency, value });

    public static Task<IReadOnlyList<string>> RunsAsync(this OperatorBook book) => book.RowsAsync("select run_id from job_run order by run_id");
}
