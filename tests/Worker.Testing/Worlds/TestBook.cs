using Worker.Data;
using Worker.Testing.Databases;

namespace Worker.Testing.Worlds;

public sealed record Customer(long CustomerId, string Reference);

public sealed record Plan(long PlanId, string Reference, Customer Customer);

/// <summary>Writes a book to work on, and reads back what became of it.</summary>
public sealed class TestBook(Database database)
{
    /// <summary>When something happened of which nobody wants to know when.</summary>
    private static readonly DateTimeOffset LongAgo = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private int references;

    public Customer Customer(string email = "", string name = "Li Lei", string language = "en", string timeZone = "Asia/Shanghai")
    {
        string reference = NextReference("C");
        long id = Insert(
            "insert into customer (customer_ref, name, email, language, time_zone) values (@reference, @name, @email, @language, @timeZone)",
            new { reference, name, email = email.Length > 0 ? email : $"{reference}@customers.test", language, timeZone });
        return new Customer(id, reference);
    }

    public long Method(Customer customer, string token = "ok", string channel = "sandbox", int priority = 1, string status = "active") => Insert(
        """
        insert into payment_method (method_ref, customer_id, channel, token, priority, status)
        values (@reference, @CustomerId, @channel, @token, @priority, @status)
        """,
        new { reference = NextReference("M"), customer.CustomerId, channel, token, priority, status });

    /// <summary>What a method's mandate allows.</summary>
    /// <param name="maximum">Ten-thousandths of a major unit.</param>
    public void Mandate(long methodId, long? maximum = null, DateOnly? from = null, DateOnly? until = null) => Execute(
        "update payment_method set max_amount = @maximum, valid_from = @from, valid_until = @until where payment_method_id = @methodId",
        new { methodId, maximum, from, until });

    public Plan Plan(
        Customer customer, string product = "phone", string currency = "CNY", bool autopay = true, long? methodId = null, bool? fallback = null)
    {
        string reference = NextReference("P");
        long id = Insert(
            """
            insert into installment_plan (plan_ref, customer_id, product, currency, principal, signed_on, autopay, payment_method_id, fallback)
            values (@reference, @CustomerId, @product, @currency, 0, '2026-01-01', @autopay, @methodId, @fallback)
            """,
            new { reference, customer.CustomerId, product, currency, autopay, methodId, fallback });
        return new Plan(id, reference, customer);
    }

    public long Installment(Plan plan, DateOnly dueOn, long principal = 300_00, long interest = 37_30, string status = "scheduled")
    {
        long id = Insert(
            """
            insert into installment (plan_id, number, due_on, rolled_due_on, principal, interest, status)
            values (@PlanId, (select count(*) + 1 from installment where plan_id = @PlanId), @dueOn, @dueOn, @principal, @interest, @status)
            """,
            new { plan.PlanId, dueOn, principal, interest, status });
        Execute("update installment_plan set principal = principal + @principal where plan_id = @PlanId", new { principal, plan.PlanId });
        return id;
    }

    /// <summary>A customer with one method and a plan of one installment.</summary>
    public long Debt(DateOnly dueOn, string token = "ok", long principal = 300_00, long interest = 37_30, string channel = "sandbox")
    {
        Customer customer = Customer();
        Method(customer, token, channel);
        return Installment(Plan(customer), dueOn, principal, interest);
    }

    /// <summary>A payment that came by another way than a debit, as an import books it.</summary>
    /// <param name="bookedAt">When it was booked; long ago where it does not matter.</param>
    public long Payment(long installmentId, long amount, DateOnly paidOn, DateTimeOffset? bookedAt = null) =>
        Entry(installmentId, "payment", "import", amount, paidOn, bookedAt);

    public long Waiver(long installmentId, long amount, DateOnly on) => Entry(installmentId, "waiver", "waiver", amount, on);

    /// <summary>Takes a payment or waiver back.</summary>
    public long Reversal(long entryId) => Insert(
        """
        insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, reverses_entry_id, actor)
        select concat('reversal:', entry_id), plan_id, installment_id, 'reversal', amount, currency, effective_on, entered_at, entry_id, 'ops'
        from ledger_entry where entry_id = @entryId
        """,
        new { entryId });

    public void Hold(Customer customer, DateOnly? until = null) => Insert(
        "insert into account_hold (customer_id, reason, actor, placed_at, until_date) values (@CustomerId, 'dispute', 'ops', @LongAgo, @until)",
        new { customer.CustomerId, LongAgo, until });

    public void Hold(Plan plan, DateOnly? until = null) => Insert(
        "insert into account_hold (plan_id, reason, actor, placed_at, until_date) values (@PlanId, 'dispute', 'ops', @LongAgo, @until)",
        new { plan.PlanId, LongAgo, until });

    public void ReleaseHolds() => Execute("update account_hold set released_at = @LongAgo", new { LongAgo });

    public void Unsubscribe(Customer customer) => Execute(
        "update customer set courtesy_off_at = @LongAgo where customer_id = @CustomerId", new { LongAgo, customer.CustomerId });

    public void Switch(string name, bool isOff) => Execute(
        """
        delete from debit_switch where name = @name;
        insert into debit_switch (name, is_off, reason, actor, changed_at) values (@name, @isOff, 'drill', 'ops', @LongAgo);
        """,
        new { name, isOff, LongAgo });

    public IReadOnlyList<EntryRow> Entries() => Query<EntryRow>("select * from ledger_entry order by entry_id");

    public IReadOnlyList<EntryRow> Payments() => [.. Entries().Where(entry => entry.Kind == "payment")];

    public IReadOnlyList<EntryRow> Fees(long installmentId) =>
        [.. Entries().Where(entry => entry.Kind == "late_fee" && entry.InstallmentId == installmentId)];

    public IReadOnlyList<AttemptRow> Attempts() => Query<AttemptRow>("select * from debit_attempt order by sent_at, order_no");

    public IReadOnlyList<AttemptRow> Attempts(long installmentId) => [.. Attempts().Where(attempt => attempt.InstallmentId == installmentId)];

    public IReadOnlyList<string> OpenDebits() => Query<string>("select order_no from open_debit order by order_no");

    public IReadOnlyList<MessageRow> Messages() => Query<MessageRow>("select * from message order by message_id");

    public IReadOnlyList<string> Kinds(long? installmentId = null) =>
        [.. Messages().Where(message => installmentId is null || message.InstallmentId == installmentId).Select(message => message.Kind)];

    public string Status(long installmentId) =>
        Query<string>("select status from installment where installment_id = @installmentId", new { installmentId }).Single();

    public DateOnly? OverdueSince(long installmentId) =>
        Query<StatusRow>("select overdue_since from installment where installment_id = @installmentId", new { installmentId }).Single().OverdueSince;

    public string MethodStatus(long methodId) =>
        Query<string>("select status from payment_method where payment_method_id = @methodId", new { methodId }).Single();

    public IReadOnlyList<T> Query<T>(string sql, object? parameters = null) =>
        database.ReadAsync(
            async connection => (IReadOnlyList<T>)[.. await connection.QueryAsync<T>(sql, parameters)], CancellationToken.None)
        .GetAwaiter().GetResult();

    /// <summary>Every row as <see cref="TestSql.RowsAsync"/> tells it: values with a bar between them.</summary>
    public IReadOnlyList<string> Rows(string sql) => database.RowsAsync(sql).GetAwaiter().GetResult();

    public void Execute(string sql, object? parameters = null) => database.ExecuteAsync(sql, parameters).GetAwaiter().GetResult();

    public void RenameTable(string name, string newName) => database.RenameTableAsync(name, newName).GetAwaiter().GetResult();

    /// <summary>Every table that somebody made, by name.</summary>
    public IReadOnlyList<string> Tables() => database.TablesAsync().GetAwaiter().GetResult();

    /// <summary>Every row of every table, to tell whether anything changed.</summary>
    public IReadOnlyList<string> Dump() =>
        [.. Tables().SelectMany(table => Rows($"select * from {table}").Order(StringComparer.Ordinal).Select(row => $"{table}: {row}"))];

    private long Entry(long installmentId, string kind, string source, long amount, DateOnly on, DateTimeOffset? enteredAt = null) => Insert(
        """
        insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
        select @key, held.plan_id, part.installment_id, @kind, @amount, held.currency, @on, @enteredAt, @source
        from installment as part join installment_plan as held on held.plan_id = part.plan_id
        where part.installment_id = @installmentId
        """,
        new { key = NextReference(source + ":"), installmentId, kind, amount, on, source, enteredAt = enteredAt ?? LongAgo });

    private long Insert(string sql, object parameters) => database.InsertAsync(sql, parameters).GetAwaiter().GetResult();

    private string NextReference(string prefix) => $"{prefix}{Interlocked.Increment(ref references)}";

    private sealed class StatusRow
    {
        public DateOnly? OverdueSince { get; init; }
    }
}
