using Worker.Servicing.Import;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Import;

/// <summary>What may change when a reference is imported again, and what may not.</summary>
public sealed class ChangedBookTests
{
    private const string Suspend =
        "update payment_method set status = 'suspended', status_reason = 'card_expired', status_changed_at = '2026-11-20T09:00:00.000Z' where method_ref = 'M1'";

    private const string Method = "select token, priority, status, status_reason, status_changed_at from payment_method where method_ref = 'M1'";

    [DatabaseTheory]
    [InlineData("payment_methods.csv", "M1,C1", "M1,C2", "payment_methods.csv:2: customer_ref: is 'C1' in the book and can't change: bind another method instead")]
    [InlineData("payment_methods.csv", "C1,sandbox", "C1,card", "payment_methods.csv:2: channel: is 'sandbox' in the book and can't change: bind another method instead")]
    [InlineData("plans.csv", "P2,C2", "P2,C1", "plans.csv:3: customer_ref: is 'C2' in the book and can't change: a plan stays its customer's")]
    [InlineData("plans.csv", "CNY", "USD", "plans.csv:2: currency: is 'CNY' in the book and can't change: the plan has ledger entries or debit attempts")]
    [InlineData("plans.csv", "phone", "tablet", "plans.csv:2: product: is 'phone' in the book and can't change: the plan has ledger entries or debit attempts")]
    [InlineData("plans.csv", "2026-09-01", "2026-09-03", "plans.csv:2: signed_on: is '2026-09-01' in the book and can't change: the plan has ledger entries or debit attempts")]
    [InlineData("installments.csv", "P1,1,2026-10-01", "P1,1,2026-10-05", "installments.csv:2: due_on: is '2026-10-01' in the book and can't change: the installment has a payment or a debit in doubt, or is written off")]
    [InlineData("installments.csv", "100.00,3.30", "100.00,3.31", "installments.csv:2: interest: is 3.30 CNY in the book and can't change: the installment has a payment or a debit in doubt, or is written off")]
    [InlineData("payments.csv", "X1,P1,1", "X1,P1,2", "payments.csv:2: number: is '1' in the book and can't change: a ledger entry is never changed")]
    [InlineData("payments.csv", "103.30", "103.31", "payments.csv:2: amount: is 103.30 CNY in the book and can't change: a ledger entry is never changed")]
    [InlineData("payments.csv", "2026-10-01", "2026-10-02", "payments.csv:2: paid_on: is '2026-10-01' in the book and can't change: a ledger entry is never changed")]
    [InlineData("payments.csv", "bank", "cash", "payments.csv:2: source: is 'bank' in the book and can't change: a ledger entry is never changed")]
    public async Task What_may_not_change_is_refused(string file, string text, string by, string expected)
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        string before = await book.ContentAsync();

        string[] errors = (await book.Replace(file, text, by).ErrorsAsync()).Split('\n');

        Assert.Contains(expected, errors);
        Assert.Equal(before, await book.ContentAsync());
    }

    [DatabaseFact]
    public async Task The_principal_of_a_paid_installment_may_not_change()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        book.Replace("installments.csv", "P1,1,2026-10-01,100.00", "P1,1,2026-10-01,50.00")
            .Replace("installments.csv", "P1,2,2026-11-01,100.00", "P1,2,2026-11-01,150.00");

        Assert.Equal(
            "installments.csv:2: principal: is 100.00 CNY in the book and can't change: the installment has a payment or a debit in doubt, or is written off",
            await book.ErrorsAsync());
    }

    [DatabaseFact]
    public async Task A_payment_stays_with_its_plan()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        book.Replace("payments.csv", "X1,P1,1,103.30", "X1,P2,1,10330");

        Assert.Equal(
            "payments.csv:2: plan_ref: is 'P1' in the book and can't change: a ledger entry is never changed", await book.ErrorsAsync());
    }

    [DatabaseFact]
    public async Task A_customer_may_change_and_a_new_address_is_tried_anew()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        await book.Store.ExecuteAsync("update customer set bad_address_reason = '550', courtesy_off_at = '2026-11-01T00:00:00.000Z'");
        book.Replace("customers.csv", "Ann,ann@example.com,en,Europe/Berlin", "Anna,anna@example.com,zh-CN,UTC")
            .Replace("customers.csv", "李雷", "韩梅梅");

        ImportReport report = await book.RunAsync();

        Assert.Equal(new ImportFileReport("customers.csv", 2, 0, 2, 0), report.Files[0]);
        Assert.Equal(
            [
                "C1|Anna|anna@example.com|zh-CN|UTC|-|2026-11-01T00:00:00.000Z",
                "C2|韩梅梅|lilei@example.com|zh-CN|Asia/Shanghai|550|2026-11-01T00:00:00.000Z",
            ],
            await book.Store.RowsAsync("select customer_ref, name, email, language, time_zone, bad_address_reason, courtesy_off_at from customer order by 1"));
    }

    [DatabaseFact]
    public async Task A_method_may_change_its_token_priority_and_status()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        book.Replace("payment_methods.csv", "M1,C1,sandbox,ok,1,active", "M1,C1,sandbox,ok2,5,revoked");

        ImportReport report = await book.RunAsync();

        Assert.Equal(new ImportFileReport("payment_methods.csv", 2, 0, 1, 1), report.Files[1]);
        Assert.Equal(["ok2|5|revoked|-|2026-11-21T01:00:00.000Z"], await book.Store.RowsAsync(Method));
    }

    [DatabaseFact]
    public async Task The_same_file_does_not_revive_a_method_the_worker_suspended()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        await book.Store.ExecuteAsync(Suspend);

        ImportReport same = await book.RunAsync();
        ImportReport other = await book.Replace("payment_methods.csv", "M1,C1,sandbox,ok,1", "M1,C1,sandbox,ok,2").RunAsync();

        Assert.Equal(0, same.Files[1].Updated);
        Assert.Equal(1, other.Files[1].Updated);
        Assert.Equal(["ok|2|suspended|card_expired|2026-11-20T09:00:00.000Z"], await book.Store.RowsAsync(Method));
    }

    [DatabaseFact]
    public async Task A_new_token_revives_a_method_the_worker_suspended()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        await book.Store.ExecuteAsync(Suspend);

        await book.Replace("payment_methods.csv", "M1,C1,sandbox,ok", "M1,C1,sandbox,new").RunAsync();

        Assert.Equal(["new|1|active|-|2026-11-21T01:00:00.000Z"], await book.Store.RowsAsync(Method));
    }

    [DatabaseFact]
    public async Task A_status_that_changed_in_the_file_is_followed()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        await book.Store.ExecuteAsync(Suspend);

        await book.Replace("payment_methods.csv", "ok,1,active", "ok,1,suspended").RunAsync();
        IReadOnlyList<string> confirmed = await book.Store.RowsAsync(Method);
        await book.Replace("payment_methods.csv", "ok,1,suspended", "ok,1,active").RunAsync();

        Assert.Equal(["ok|1|suspended|card_expired|2026-11-20T09:00:00.000Z"], confirmed);
        Assert.Equal(["ok|1|active|-|2026-11-21T01:00:00.000Z"], await book.Store.RowsAsync(Method));
    }

    [DatabaseFact]
    public async Task A_plan_may_change_how_it_is_debited()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        book.Replace("plans.csv", "true,M1", "false,");

        ImportReport report = await book.RunAsync();

        Assert.Equal(new ImportFileReport("plans.csv", 2, 0, 1, 1), report.Files[2]);
        Assert.Equal(["0|-"], await book.Store.RowsAsync("select autopay, payment_method_id from installment_plan where plan_ref = 'P1'"));
    }

    [DatabaseFact]
    public async Task A_plan_without_entries_may_change_what_it_is_for()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        book.Replace("plans.csv", "cash,JPY,1000,2026-09-02", "phone,KRW,900,2026-09-05").Replace("installments.csv", "1000,0", "900,0");

        Assert.Equal("", await book.ErrorsAsync());
        Assert.Equal(
            ["phone|KRW|900|2026-09-05"],
            await book.Store.RowsAsync("select product, currency, principal, signed_on from installment_plan where plan_ref = 'P2'"));
    }

    [DatabaseFact]
    public async Task A_plan_with_a_debit_attempt_keeps_its_currency()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        await AttemptAsync(book, "P2", 1);

        Assert.Equal(
            "plans.csv:3: currency: is 'JPY' in the book and can't change: the plan has ledger entries or debit attempts",
            await book.Replace("plans.csv", "JPY", "KRW").ErrorsAsync());
    }

    [DatabaseFact]
    public async Task An_unpaid_installment_may_change_and_starts_over()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        await book.Store.ExecuteAsync("update installment set status = 'overdue', overdue_since = '2026-11-03' where number = 2");
        book.Replace("installments.csv", "P1,2,2026-11-01,100.00,2.20", "P1,2,2026-12-15,100.00,0.00");

        ImportReport report = await book.RunAsync();

        Assert.Equal(new ImportFileReport("installments.csv", 4, 0, 1, 3), report.Files[3]);
        Assert.Equal(
            ["2026-12-15|2026-12-16|10000|0|scheduled|-"],
            await book.Store.RowsAsync("select due_on, rolled_due_on, principal, interest, status, overdue_since from installment where number = 2"));
        Assert.Equal(
            await book.Store.ScalarAsync<long>("select plan_id from installment_plan where plan_ref = 'P1'"),
            Assert.Single(report.PlansWithChangedInstallments));
    }

    [DatabaseFact]
    public async Task An_unchanged_due_date_stays_where_the_calendar_once_put_it()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        await book.Store.ExecuteAsync("update installment set rolled_due_on = '2026-11-09' where number = 2");

        await book.Replace("installments.csv", "P1,2,2026-11-01,100.00,2.20", "P1,2,2026-11-01,100.00,2.00").RunAsync();

        Assert.Equal(["2026-11-09"], await book.Store.RowsAsync("select rolled_due_on from installment where number = 2"));
    }

    [DatabaseTheory]
    [InlineData("open debit")]
    [InlineData("written off")]
    public async Task An_installment_in_doubt_or_written_off_may_not_change(string state)
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        if (state == "open debit")
        {
            await AttemptAsync(book, "P1", 3);
        }
        else
        {
            await book.Store.ExecuteAsync("update installment set status = 'written_off', written_off_on = '2026-11-20' where number = 3");
        }

        Assert.Equal(
            "installments.csv:4: interest: is 1.10 CNY in the book and can't change: the installment has a payment or a debit in doubt, or is written off",
            await book.Replace("installments.csv", "100.00,1.10", "100.00,1.00").ErrorsAsync());
    }

    [DatabaseFact]
    public async Task A_paid_installment_may_be_imported_again_as_it_is_beside_a_changed_one()
    {
        await using ImportBook book = await ImportBook.ImportedAsync();
        await book.Store.ExecuteAsync("update installment set status = 'paid' where number = 1");

        Assert.Equal("", await book.Replace("installments.csv", "100.00,1.10", "100.00,1.00").ErrorsAsync());
        Assert.Equal(
            "paid",
            await book.Store.ScalarAsync<string>("select status from installment i join installment_plan p on p.plan_id = i.plan_id where plan_ref = 'P1' and number = 1"));
    }

    private static Task AttemptAsync(ImportBook book, string planRef, int number) => book.Store.ExecuteAsync(
        """
        insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id)
        select 'O1', i.installment_id, m.payment_method_id, m.channel, 1, p.currency, m.token, '', '2026-11-21', '2026-11-21T01:00:00.000Z', 'unknown', 1
        from installment i join installment_plan p on p.plan_id = i.plan_id join payment_method m on m.customer_id = p.customer_id
        where p.plan_ref = @planRef and i.number = @number;
        insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at) select installment_id, order_no, sent_at, sent_at from debit_attempt;
        """,
        new { planRef, number });
}
