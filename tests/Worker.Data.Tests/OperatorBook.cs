using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Worker.Data.Jobs;
using Worker.Data.Ledger;
using Worker.Data.Operations;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Messages;
using Worker.Servicing.Operations;
using Worker.Testing.Databases;

namespace Worker.Data.Tests;

/// <summary>A book in a database of its own, on the morning of 2026-11-21 in Shanghai, and short ways to fill it and to spoil it.</summary>
internal sealed class OperatorBook : IAsyncDisposable
{
    public const string OrderNumber = "0190a5f2b3c44d5e8f60718293a4b5c6";

    private readonly TestDatabase place;
    private readonly JobRunner runner;

    private OperatorBook(TestDatabase place)
    {
        this.place = place;
        Database database = place.Database;
        var book = new BookReader(database);
        var settings = new RunSettings();
        runner = new JobRunner(
            [
                new MarkOverdueJob(new OverdueStore(database), new RunStore(database), book, LedgerRules.Default, new OutboxSettings(), Shanghai, settings, Clock),
                new LateFeesJob(new LateFeeStore(database), new RunStore(database), LedgerRules.Default, settings, Clock),
            ],
            new RunStore(database),
            settings,
            Clock,
            new MachineClock(TimeProvider.System),
            NullLogger<JobRunner>.Instance);
    }

    public static BusinessZone Shanghai { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    public static OperatorNote Note { get; } = new("li.na", "customer called");

    public static ChannelSettings Channel(string name) => new() { Name = name, BaseUrl = new Uri("http://127.0.0.1:1"), Secret = "s" };

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero));

    public Database Database => place.Database;

    /// <summary>Counts what an action came too late for, by the machine's clock.</summary>
    public OrdersStillOpen TooLate => new(new OpenOrders(Database), new MachineClock(TimeProvider.System));

    public BookReader Reader => new(Database);

    public static async Task<OperatorBook> CreateAsync() => new(await TestDatabase.CreateAsync());

    /// <summary>Another process on the same database.</summary>
    public Database Reopen() => place.Open();

    /// <summary>A customer <c>C-n</c> with a card, and a plan <c>P-n</c> of 1000.00 an installment.</summary>
    public async Task AddPlanAsync(int number, params string[] dueDates)
    {
        await ExecuteAsync(
            """
            insert into customer (customer_id, customer_ref, name, email, language, time_zone)
            values (@Number, concat('C-', @Number), 'Wang Fang', 'wang@example.com', 'zh-CN', 'Asia/Shanghai');
            insert into payment_method (payment_method_id, method_ref, customer_id, channel, token, priority, status)
            values (@Number, concat('M-', @Number), @Number, 'card', 'secret-token', 1, 'active');
            insert into installment_plan (plan_id, plan_ref, customer_id, product, currency, principal, signed_on, autopay)
            values (@Number, concat('P-', @Number), @Number, 'phone', 'CNY', 100000 * @Count, '2026-01-01', 1);
            """,
            new { Number = number, Count = dueDates.Length });
        for (int index = 0; index < dueDates.Length; index++)
        {
            await ExecuteAsync(
                """
                insert into installment (installment_id, plan_id, number, due_on, rolled_due_on, principal, interest, status)
                values (@Plan * 10 + @Number, @Plan, @Number, @Due, @Due, 100000, 0, 'scheduled')
                """,
                new { Plan = number, Number = index + 1, Due = dueDates[index] });
        }
    }

    /// <summary>A payment as an import leaves it: the statuses are for mark-overdue.</summary>
    public Task AddImportedPaymentAsync(int plan, int installment, long amount, string paidOn) => ExecuteAsync(
        """
        insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
        values (concat('import:', @Plan, '-', (select count(*) from ledger_entry)), @Plan, @Plan * 10 + @Installment, 'payment', @Amount, 'CNY', @PaidOn, '2026-11-21T01:00:00.000Z', 'import')
        """,
        new { Plan = plan, Installment = installment, Amount = amount, PaidOn = paidOn });

    /// <summary>A debit of 1000.00 that succeeded on 2026-11-10, with all that belongs to it.</summary>
    public Task AddDebitAsync(int plan, int installment, string orderNumber = OrderNumber) => ExecuteAsync(
        """
        insert into job_run (job, business_date, occasion, trigger_kind, actor, state, started_at, finished_at, ledger_mark)
        values ('auto-debit', '2026-11-10', concat('09:00', @Order), 'schedule', 'scheduler', 'completed', '2026-11-10T01:00:00.000Z', '2026-11-10T01:01:00.000Z', 0);
        insert into run_tally (run_id, slice, name, currency, value)
        select max(run_id), 1, 'debited', '', 1 from job_run union all select max(run_id), 1, 'debited', 'CNY', 100000 from job_run;
        insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, settled_at, run_id)
        select @Order, @Plan * 10 + @Installment, @Plan, 'card', 100000, 'CNY', 'secret-token', 'P', '2026-11-10', '2026-11-10T01:00:00.000Z', 'succeeded', '2026-11-10T01:00:01.000Z', max(run_id) from job_run;
        insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor)
        values (concat('debit:', @Order), @Plan, @Plan * 10 + @Installment, 'payment', 100000, 'CNY', '2026-11-10', '2026-11-10T01:00:01.000Z', @Order, 'auto-debit');
        update installment set status = 'paid', overdue_since = null where installment_id = @Plan * 10 + @Installment;
        insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state)
        values (concat('receipt:', @Plan * 10 + @Installment, ':', @Order), 'receipt', @Plan, @Plan, @Plan * 10 + @Installment, 0, '2026-11-10', '{}', '2026-11-10T01:00:01.000Z', 'sent');
        insert into pruned_tally (job, name, currency, value)
        select 'send-mail', 'sent', '', 0 where not exists (select 1 from pruned_tally where job = 'send-mail' and name = 'sent');
        update pruned_tally set value = value + 1 where job = 'send-mail' and name = 'sent';
        """,
        new { Plan = plan, Installment = installment, Order = orderNumber });

    /// <summary>An attempt of today that is in doubt, and blocks its installment.</summary>
    public Task AddDoubtAsync(int plan, int installment, string orderNumber, string sentAt = "2026-11-21T00:00:00.000Z") => ExecuteAsync(
        """
        insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id)
        values (@Order, @Plan * 10 + @Installment, @Plan, 'card', 100000, 'CNY', 'secret-token', 'P', '2026-11-21', @SentAt, 'pending', 1);
        insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at) values (@Plan * 10 + @Installment, @Order, @SentAt, @SentAt);
        """,
        new { Plan = plan, Installment = installment, Order = orderNumber, SentAt = sentAt });

    /// <summary>A closed day's statuses and fees, by the jobs themselves.</summary>
    public async Task CloseDayAsync(string closedDay)
    {
        DateOnly date = DateOnly.Parse(closedDay, System.Globalization.CultureInfo.InvariantCulture);
        foreach (string job in new[] { JobList.MarkOverdue, JobList.LateFees })
        {
            string occurrence = Guid.NewGuid().ToString("N");
            RunReport report = await runner.RunAsync(new RunRequest(job, date, occurrence, RunTrigger.Schedule, new Actor("scheduler")), CancellationToken.None);
            Assert.Contains(report.State, new[] { RunState.Completed, RunState.SetAside });
        }
    }

    public Task ExecuteAsync(string sql, object? parameters = null) => Database.ExecuteAsync(sql, parameters);

    /// <summary>What nobody can do to a book that has its triggers and its keys.</summary>
    public Task SpoilAsync(string sql, object? parameters = null) => Database.SpoilAsync(sql, parameters);

    public Task<T> ScalarAsync<T>(string sql, object? parameters = null) =>
        Database.ReadAsync(async connection => (await connection.ExecuteScalarAsync<T>(sql, parameters))!, CancellationToken.None);

    /// <summary>Every row as its values with a bar between them.</summary>
    public Task<IReadOnlyList<string>> RowsAsync(string sql, object? parameters = null) => Database.RowsAsync(sql, parameters);

    public ValueTask DisposeAsync() => place.DisposeAsync();
}
