using Worker.Servicing.Runs;
using static Worker.Tests.Jobs.Dates;

namespace Worker.Tests.Jobs;

/// <summary>Auto-debit against the sandbox: what is sent, what is booked, what the customer is told.</summary>
public sealed class AutoDebitTests
{
    [Fact]
    public async Task A_due_installment_is_debited_booked_and_receipted()
    {
        await using World world = await World.StartAsync();
        Plan plan = world.Book.Plan(world.Book.Customer());
        world.Book.Method(plan.Customer);
        long first = world.Book.Installment(plan, D);
        long next = world.Book.Installment(plan, D.AddMonths(1));

        RunReport report = await world.RunAsync(JobList.AutoDebit);

        Assert.Equal(RunState.Completed, report.State);
        Assert.Equal(1, report.Counts["debited"]);
        Assert.Equal(337_30, report.Amounts["CNY"]["debited"]);
        EntryRow payment = Assert.Single(world.Book.Payments());
        Assert.Equal((first, 337_30L, "2026-11-21"), (payment.InstallmentId, payment.Amount, payment.EffectiveOn));
        Assert.Equal("paid", world.Book.Status(first));
        Assert.Equal("scheduled", world.Book.Status(next));
        Assert.Equal(["receipt"], world.Book.Kinds());
        await world.AssertLedgersAgreeAsync();
    }
}
