using System.Text.Json;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Messages;

/// <summary>Customers are written to about money that came otherwise than by a debit.</summary>
public sealed class PaymentMessageTests
{
    [DatabaseFact]
    public async Task A_payment_that_was_not_a_debit_is_confirmed_once_with_its_late_fees_apart()
    {
        await using World world = await World.StartAsync();
        Plan plan = world.Book.Plan(world.Book.Customer());
        long debt = world.Book.Installment(plan, D.AddDays(-7), principal: 1000_00, interest: 0);
        world.Book.Installment(plan, D.AddDays(20));
        await world.RunAsync(JobList.MarkOverdue, D.AddDays(-1));
        await world.RunAsync(JobList.LateFees, D.AddDays(-1));
        long payment = Book(world, debt, 500_00, D);

        RunReport report = await world.RunAsync(JobList.MarkOverdue, D);
        RunReport next = await world.RunAsync(JobList.MarkOverdue, D.AddDays(1));

        MessageRow message = Assert.Single(world.Book.Messages());
        Assert.Equal(("payment-received", $"payment-received:{debt}:{payment}"), (message.Kind, message.MessageKey));
        Assert.Equal(1, report.Counts["paymentReceived"]);
        Assert.False(next.Counts.ContainsKey("paymentReceived"));
        using JsonDocument facts = JsonDocument.Parse(message.Facts);
        Assert.Equal((500_00, 3_00), (facts.RootElement.GetProperty("amount").GetInt64(), facts.RootElement.GetProperty("lateFees").GetInt64()));
        Assert.Equal($"{D:yyyy-MM-dd}", facts.RootElement.GetProperty("businessDate").GetString());
    }

    [DatabaseFact]
    public async Task Whoever_pays_the_last_installment_hears_that_the_plan_is_closed()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, principal: 300_00, interest: 0);
        Book(world, debt, 300_00, D);

        RunReport report = await world.RunAsync(JobList.MarkOverdue, D);

        Assert.Equal(["payment-received", "plan-closed"], world.Book.Messages().Select(message => message.Kind));
        Assert.Equal($"plan-closed:{debt}:{D:yyyy-MM-dd}", world.Book.Messages()[1].MessageKey);
        Assert.Equal((1, 1), (report.Counts["paymentReceived"], report.Counts["planClosed"]));
    }

    [DatabaseFact]
    public async Task A_plan_that_a_debit_closed_is_not_closed_again_by_a_payment_that_came_beside_it()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, principal: 300_00, interest: 0);
        Book(world, debt, 100_00, D);
        await world.RunAsync(JobList.AutoDebit);

        await world.RunAsync(JobList.MarkOverdue, D);

        Assert.Equal(["receipt", "plan-closed", "payment-received"], world.Book.Messages().Select(message => message.Kind));
    }

    [DatabaseFact]
    public async Task Nothing_is_written_about_what_took_effect_long_before_it_was_booked_or_was_taken_back()
    {
        await using World world = await World.StartAsync();
        Book(world, world.Book.Debt(D.AddDays(-30), principal: 300_00, interest: 0), 300_00, D.AddDays(-4));
        world.Book.Reversal(Book(world, world.Book.Debt(D), 100_00, D));
        long recent = world.Book.Debt(D, principal: 300_00, interest: 0);
        Book(world, recent, 100_00, D.AddDays(-3));

        await world.RunAsync(JobList.MarkOverdue, D);

        Assert.Equal(recent, Assert.Single(world.Book.Messages()).InstallmentId);
    }

    /// <summary>Books a payment now, as an import does, that counts from a day.</summary>
    private static long Book(World world, long installmentId, long amount, DateOnly paidOn) =>
        world.Book.Payment(installmentId, amount, paidOn, world.Clock.GetUtcNow());
}
