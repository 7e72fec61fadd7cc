using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Worker.Data;
using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;

namespace Worker.Benchmarks.Jobs;

/// <summary>
/// The loop most people write: read the due rows, then for each row one call and a transaction of its own. Measured over the
/// first rows only: it is slow.
/// </summary>
public sealed class Loops(Database database, IDebitChannel channel, int smtpPort)
{
    public const int Rows = 2_000;

    private static readonly string D = BenchmarkBook.DueDate.ToString("yyyy-MM-dd");

    private static readonly string[] ReadsBeforeADebit =
    [
        "select * from installment where plan_id = @PlanId;",
        "select * from installment_plan where plan_id = @PlanId;",
        "select * from ledger_entry where plan_id = @PlanId;",
        "select * from payment_method where customer_id = @PlanId;",
        "select * from debit_attempt where installment_id = @Id;",
    ];

    public Task<long> RunAsync(string job) => job switch
    {
        JobList.MarkOverdue => EachAsync(
            "select installment_id as Id from installment where status = 'due' and rolled_due_on <= date(@D, '-4 days') limit @Rows;",
            (row, transaction) => ExecuteAsync(
                "update installment set status = 'overdue', overdue_since = date(rolled_due_on, '+1 day') where installment_id = @Id and status = 'due';", row, transaction)),
        JobList.LateFees => EachAsync(
            "select installment_id as Id, plan_id as PlanId from installment where status in ('due', 'overdue') and rolled_due_on <= date(@D, '-4 days') limit @Rows;",
            PostFeeAsync),
        JobList.Remind => EachAsync(
            """
            select part.installment_id as Id, part.plan_id as PlanId
            from installment as part
            where part.status in ('scheduled', 'due', 'overdue') and part.rolled_due_on = @D
            limit @Rows;
            """,
            (row, transaction) => ExecuteAsync(
                """
                insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, next_try_at)
                values ('due-soon:' || @Id, 'due-soon', @PlanId, @PlanId, @Id, 1, @D, '{}', '2026-06-14T00:00:00.000Z', 'waiting', '2026-06-14T00:00:00.000Z');
                """,
                row,
                transaction)),
        JobList.AutoDebit => DebitEachAsync(),
        JobList.SendMail => SendEachAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(job), job, null),
    };

    private async Task<long> EachAsync(string select, Func<Row, DatabaseSession, Task> work)
    {
        List<Row> rows = await SelectAsync(select);
        foreach (Row row in rows)
        {
            await database.WriteAsync(transaction => work(row, transaction), CancellationToken.None);
        }

        return rows.Count;
    }

    private Task<List<Row>> SelectAsync(string select) => database.ReadAsync(
        async connection => (await connection.QueryAsync<Row>(select, new { D, Rows })).ToList(), CancellationToken.None);

    private static async Task PostFeeAsync(Row row, DatabaseSession transaction)
    {
        await transaction.QueryAsync<object>("select * from installment where plan_id = @PlanId;", row);
        await transaction.QueryAsync<object>("select * from ledger_entry where plan_id = @PlanId;", row);
        await ExecuteAsync(
            """
            insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
            values ('fee:' || @Id, @PlanId, @Id, 'late_fee', 506, 'CNY', @D, '2026-06-15T00:00:00.000Z', 'loop');
            """,
            row,
            transaction);
    }

    private async Task<long> DebitEachAsync()
    {
        List<Row> rows = await SelectAsync(
            "select installment_id as Id, plan_id as PlanId from installment where status in ('scheduled', 'due', 'overdue') and rolled_due_on = @D limit @Rows;");
        foreach (Row row in rows)
        {
            await database.ReadAsync(
                async connection =>
                {
                    foreach (string read in ReadsBeforeADebit)
                    {
                        await connection.QueryAsync<object>(read, row);
                    }

                    return true;
                },
                CancellationToken.None);
            var order = new DebitOrder(Guid.NewGuid().ToString("N"), new Money(101_200, Currency.Parse("CNY")), "ok", $"P{row.PlanId}");
            var attempt = new { row.Id, row.PlanId, Order = order.OrderNumber, D };
            await WriteAsync(
                """
                insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at)
                values (@Id, @Order, '2026-06-15T01:01:00.000Z', '2026-06-15T01:00:00.000Z');
                insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id)
                values (@Order, @Id, @PlanId, 'card', 101200, 'CNY', 'ok', 'loop', @D, '2026-06-15T01:00:00.000Z', 'unknown', 1);
                """,
                attempt);
            await channel.DebitAsync(order, CancellationToken.None, CancellationToken.None);
            await WriteAsync(
                """
                update debit_attempt set state = 'succeeded' where order_no = @Order;
                delete from open_debit where order_no = @Order;
                insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor)
                values ('debit:' || @Order, @PlanId, @Id, 'payment', 101200, 'CNY', @D, '2026-06-15T01:00:00.000Z', @Order, 'loop');
                update installment set status = 'paid' where installment_id = @Id;
                insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, next_try_at)
                values ('receipt:' || @Order, 'receipt', @PlanId, @PlanId, @Id, 0, @D, '{}', '2026-06-15T01:00:00.000Z', 'waiting', '2026-06-15T01:00:00.000Z');
                """,
                attempt);
        }

        return rows.Count;
    }

    private async Task<long> SendEachAsync()
    {
        List<Row> rows = await SelectAsync("select message_id as Id from message where next_try_at is not null limit @Rows / 4;");
        foreach (Row row in rows)
        {
            using var client = new SmtpClient();
            await client.ConnectAsync("127.0.0.1", smtpPort, SecureSocketOptions.None);
            using var mail = new MimeMessage(
                [new MailboxAddress("", "shop@shop.example")],
                [new MailboxAddress("", "someone@customers.example")],
                "Your installment",
                new TextPart("plain") { Text = "It is due." });
            await client.SendAsync(mail);
            await client.DisconnectAsync(quit: true);
            await database.WriteAsync(
                transaction => ExecuteAsync("update message set state = 'sent', next_try_at = null where message_id = @Id;", row, transaction), CancellationToken.None);
        }

        return rows.Count;
    }

    private Task WriteAsync(string sql, object parameters) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(sql, parameters), CancellationToken.None);

    private static Task ExecuteAsync(string sql, Row row, DatabaseSession transaction) =>
        transaction.ExecuteAsync(sql, new { row.Id, row.PlanId, D });

    private sealed class Row
    {
        public long Id { get; init; }

        public long PlanId { get; init; }
    }
}
