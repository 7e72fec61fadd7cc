using Worker.Servicing.Import;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Import;

/// <summary>Rows of an import reach their staging tables as they were read, by whichever way the database takes them fastest.</summary>
public sealed class StagingTests
{
    private static readonly DateOnly D = new(2026, 2, 28);

    [DatabaseFact]
    public async Task Every_kind_of_row_arrives_as_it_is_with_what_could_not_be_read_left_empty()
    {
        await using MigratedDatabase store = await MigratedDatabase.CreateAsync();

        await using DatabaseSession session = await store.Database.OpenAsync(CancellationToken.None);
        await store.Database.StageAsync<CustomerRow>(session, "customers", [new(2, "C1", "李雷 'x' 🧾", "a@x.example", "zh-CN", "UTC"), new(3, "C2", null, null, null, null)]);
        await store.Database.StageAsync<PaymentMethodRow>(session, "payment-methods", [new(2, "M1", "C1", "card", "t", 7, "active", 12_345, D, D.AddDays(1)), new(3, "M2", null, null, null, null, null)]);
        await store.Database.StageAsync<PlanRow>(
            session,
            "plans",
            [
                new(2, "P1", "C1", "phone", "CNY", long.MaxValue, D, true, "M1", true),
                new(3, "P2", "C1", "phone", "CNY", 0, D, false, null),
                new(4, "P3", null, null, null, null, null, null, null),
            ]);
        await store.Database.StageAsync<InstallmentRow>(session, "installments", [new(2, "P1", 1, D, D.AddDays(1), 5, 6), new(3, "P1", 0, null, null, null, null)]);
        await store.Database.StageAsync<PaymentRow>(session, "payments", [new(2, "X1", "P1", 1, 5, D, "bank"), new(3, "X2", null, null, null, null, null)]);

        Assert.Equal(
            ["C1|2|李雷 'x' 🧾|a@x.example|zh-CN|UTC", "C2|3|-|-|-|-"],
            await store.RowsAsync("select customer_ref, line, name, email, language, time_zone from import_customer order by line"));
        Assert.Equal(
            ["M1|2|C1|card|t|7|active|12345|2026-02-28|2026-03-01", "M2|3|-|-|-|-|-|-|-|-"],
            await store.RowsAsync("select method_ref, line, customer_ref, channel, token, priority, status, max_amount, valid_from, valid_until from import_payment_method order by line"));
        Assert.Equal(
            ["P1|2|C1|phone|CNY|9223372036854775807|2026-02-28|1|M1|1", "P2|3|C1|phone|CNY|0|2026-02-28|0|-|-", "P3|4|-|-|-|-|-|-|-|-"],
            await store.RowsAsync("select plan_ref, line, customer_ref, product, currency, principal, signed_on, autopay, method_ref, fallback from import_plan order by line"));
        Assert.Equal(
            ["P1|1|2|2026-02-28|2026-03-01|5|6", "P1|0|3|-|-|-|-"],
            await store.RowsAsync("select plan_ref, number, line, due_on, rolled_due_on, principal, interest from import_installment order by line"));
        Assert.Equal(
            ["2|X1|P1|1|5|2026-02-28|bank", "3|X2|-|-|-|-|-"],
            await store.RowsAsync("select line, payment_ref, plan_ref, number, amount, paid_on, source from import_payment order by line"));
    }

    [DatabaseFact]
    public async Task What_a_killed_import_left_is_no_part_of_the_next()
    {
        await using ImportBook book = await ImportBook.CreateAsync();
        await book.Store.ExecuteAsync(
            """
            insert into import_customer (customer_ref, line, name, email, language, time_zone) values ('C9', 2, 'Left', '', 'en', 'UTC');
            insert into import_plan (plan_ref, line, customer_ref) values ('P1', 9, null);
            """);

        Assert.Equal("", await book.ErrorsAsync());

        Assert.Equal(["C1", "C2"], await book.Store.RowsAsync("select customer_ref from customer order by 1"));
        Assert.Empty(await book.Store.RowsAsync("select customer_ref from import_customer"));
    }

    [DatabaseFact]
    public async Task Nothing_stays_staged_when_an_import_fails()
    {
        await using MigratedDatabase store = await MigratedDatabase.CreateAsync();

        foreach (bool staged in new[] { false, true })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => store.Database.ImportAsync(
                async session =>
                {
                    await store.Database.StageAsync<PaymentRow>(session, "payments", [new(2, "X1", "P1", 1, 5, D, "bank")]);
                    _ = staged ? 0 : throw new InvalidOperationException();
                },
                _ => throw new InvalidOperationException(),
                CancellationToken.None));

            Assert.Empty(await store.RowsAsync("select line from import_payment"));
        }
    }
}
