using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger.LateFees;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Ledger;

/// <summary>Statuses as days close, and as money comes in.</summary>
public sealed class MarkOverdueTests
{
    [DatabaseFact]
    public async Task An_installment_becomes_due_and_then_overdue_at_the_close_of_its_last_day_of_grace()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D);

        var statuses = new List<string>();
        for (int day = -3; day <= 4; day++)
        {
            await world.RunAsync(JobList.MarkOverdue, D.AddDays(day));
            statuses.Add(world.Book.Status(debt));
        }

        Assert.Equal(["scheduled", "scheduled", "due", "due", "due", "due", "overdue", "overdue"], statuses);
        Assert.Equal(D.AddDays(1), world.Book.OverdueSince(debt));
    }

    [DatabaseFact]
    public async Task One_late_run_does_what_the_missed_days_would_have_done_and_a_second_one_nothing()
    {
        await using World world = await World.StartAsync();
        long old = world.Book.Debt(D.AddDays(-20));
        long edge = world.Book.Debt(D.AddDays(-3));
        long fresh = world.Book.Debt(D.AddDays(-2));
        long next = world.Book.Debt(D.AddDays(1));
        long later = world.Book.Debt(D.AddDays(2));

        RunReport report = await world.RunAsync(JobList.MarkOverdue, D);

        Assert.Equal(
            ["overdue", "overdue", "due", "due", "scheduled"],
            new[] { old, edge, fresh, next, later }.Select(world.Book.Status));
        Assert.Equal((2, 2), (report.Counts["overdue"], report.Counts["due"]));
        Assert.Empty((await world.RunAsync(JobList.MarkOverdue, D)).Counts);
    }

    [DatabaseFact]
    public async Task The_grace_is_the_products()
    {
        await using World world = await World.StartAsync(new WorldSettings
        {
            Policies = new LateFeePolicies(new Dictionary<string, IReadOnlyList<LateFeePolicy>>
            {
                ["strict"] = [new LateFeePolicy { GraceDays = 0 }],
                ["default"] = [new LateFeePolicy { GraceDays = 3 }],
            }),
        });
        Customer customer = world.Book.Customer();
        long strict = world.Book.Installment(world.Book.Plan(customer, product: "strict"), D);
        long other = world.Book.Installment(world.Book.Plan(customer), D);

        await world.RunAsync(JobList.MarkOverdue, D);

        Assert.Equal(("overdue", "due"), (world.Book.Status(strict), world.Book.Status(other)));
    }

    [DatabaseFact]
    public async Task A_payment_cures_and_a_reversal_brings_the_status_back()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D.AddDays(-3), principal: 1000, interest: 0);
        await world.RunAsync(JobList.MarkOverdue, D);
        Assert.Equal("overdue", world.Book.Status(debt));

        long payment = world.Book.Payment(debt, 1000, D.AddDays(-1));
        RunReport cured = await world.RunAsync(JobList.MarkOverdue, D.AddDays(1));
        Assert.Equal(("paid", null, 1L), (world.Book.Status(debt), world.Book.OverdueSince(debt), cured.Counts["cured"]));

        world.Book.Reversal(payment);
        await world.RunAsync(JobList.MarkOverdue, D.AddDays(2));
        Assert.Equal(("overdue", D.AddDays(-2)), (world.Book.Status(debt), world.Book.OverdueSince(debt)));
    }

    [DatabaseFact]
    public async Task A_payment_in_part_cures_nothing()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D.AddDays(-3), principal: 1000, interest: 0);
        await world.RunAsync(JobList.MarkOverdue, D);
        world.Book.Payment(debt, 999, D.AddDays(1));

        await world.RunAsync(JobList.MarkOverdue, D.AddDays(1));

        Assert.Equal("overdue", world.Book.Status(debt));
    }

    [DatabaseFact]
    public async Task An_installment_of_nothing_is_paid_when_its_day_comes_and_a_written_off_one_stays_so()
    {
        await using World world = await World.StartAsync();
        long nothing = world.Book.Debt(D, principal: 0, interest: 0);
        long writtenOff = world.Book.Debt(D.AddDays(-90));
        world.Book.Execute("update installment set status = 'written_off', written_off_on = '2026-11-01' where installment_id = @writtenOff", new { writtenOff });

        await world.RunAsync(JobList.MarkOverdue, D);

        Assert.Equal(("paid", "written_off"), (world.Book.Status(nothing), world.Book.Status(writtenOff)));
    }

    [DatabaseFact]
    public async Task Slices_cover_every_plan()
    {
        await using World world = await World.StartAsync(new WorldSettings { Runs = new() { MaxParallelSlices = 3, SliceSize = 4 } });
        long[] debts = [.. Enumerable.Range(0, 30).Select(days => world.Book.Debt(D.AddDays(-10 - days)))];
        world.Book.Payment(debts[7], 337_30, D.AddDays(-20));

        RunReport report = await world.RunAsync(JobList.MarkOverdue, D);

        Assert.Equal(29, report.Counts["overdue"]);
        Assert.Equal("paid", world.Book.Status(debts[7]));
    }
}
