using System.Text.Json;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Reminders;

/// <summary>Notices: on their days, once, and not to who does not want them.</summary>
public sealed class RemindTests
{
    [DatabaseFact]
    public async Task Notices_are_written_on_their_days_and_on_no_others()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D);

        for (int day = -5; day <= 40; day++)
        {
            await world.RunAsync(JobList.Remind, D.AddDays(day));
        }

        Assert.Equal(
            [
                $"due-soon:{debt}:2026-11-18", $"due-soon:{debt}:2026-11-20", $"overdue:{debt}:2026-11-22", $"overdue:{debt}:2026-11-24",
                $"overdue:{debt}:2026-11-28", $"overdue:{debt}:2026-12-06", $"overdue:{debt}:2026-12-21",
            ],
            world.Book.Messages().Select(message => message.MessageKey));
    }

    [DatabaseFact]
    public async Task A_notice_says_the_amount_the_fees_the_method_and_the_date()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D.AddDays(-7), principal: 1000_00, interest: 0);
        world.Book.Payment(debt, 200_00, D.AddDays(-7));
        await world.RunAsync(JobList.LateFees, D.AddDays(-1));

        await world.RunAsync(JobList.Remind, D);

        using JsonDocument facts = JsonDocument.Parse(Assert.Single(world.Book.Messages()).Facts);
        Assert.Equal(800_00 + 2_40, facts.RootElement.GetProperty("amount").GetInt64());
        Assert.Equal(2_40, facts.RootElement.GetProperty("lateFees").GetInt64());
        Assert.Equal("sandbox", facts.RootElement.GetProperty("channel").GetString());
        Assert.Equal("2026-11-14", facts.RootElement.GetProperty("dueOn").GetString());
        Assert.Equal(7, facts.RootElement.GetProperty("daysPastDue").GetInt32());
        Assert.Equal((1, 1), (facts.RootElement.GetProperty("number").GetInt32(), facts.RootElement.GetProperty("count").GetInt32()));
    }

    [DatabaseFact]
    public async Task Nobody_is_told_that_an_installment_is_overdue_while_a_debit_of_it_is_in_doubt()
    {
        await using World world = await World.StartAsync();
        long doubted = world.Book.Debt(D.AddDays(-1), token: "pending:300");
        long declined = world.Book.Debt(D.AddDays(-1), token: "nsf");
        await world.RunAsync(JobList.AutoDebit);
        Assert.Single(world.Book.OpenDebits());

        RunReport report = await world.RunAsync(JobList.Remind);

        Assert.Equal(1, report.Counts["inDoubt"]);
        MessageRow notice = Assert.Single(world.Book.Messages(), message => message.Kind == "overdue");
        Assert.Equal(declined, notice.InstallmentId);
        Assert.NotEqual(doubted, notice.InstallmentId);
    }

    [DatabaseFact]
    public async Task A_date_that_is_run_again_writes_nothing_more_and_says_so()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D.AddDays(1));
        world.Book.Debt(D.AddDays(3));

        Assert.Equal(2, (await world.RunAsync(JobList.Remind)).Counts["dueSoon"]);
        RunReport again = await world.RunAsync(JobList.Remind);

        Assert.Equal(2, world.Book.Messages().Count);
        Assert.Equal(new Dictionary<string, long> { ["alreadyWritten"] = 2 }, again.Counts);
        Assert.Empty(again.Amounts);
    }

    [DatabaseFact]
    public async Task What_is_paid_is_not_reminded_of()
    {
        await using World world = await World.StartAsync();
        long paid = world.Book.Debt(D.AddDays(-1));
        world.Book.Payment(paid, 337_30, D);
        world.Book.Debt(D.AddDays(-1), token: "ok");
        await world.RunAsync(JobList.AutoDebit);

        RunReport report = await world.RunAsync(JobList.Remind);

        Assert.Equal(new Dictionary<string, long> { ["nothingOwed"] = 1 }, report.Counts);
        Assert.DoesNotContain("overdue", world.Book.Kinds());
    }

    [DatabaseFact]
    public async Task Courtesy_is_kept_from_who_unsubscribed_or_is_on_hold_and_what_must_go_goes()
    {
        await using World world = await World.StartAsync();
        Customer held = world.Book.Customer();
        world.Book.Hold(held);
        Customer unsubscribed = world.Book.Customer();
        world.Book.Unsubscribe(unsubscribed);
        foreach (Customer customer in new[] { held, unsubscribed })
        {
            world.Book.Method(customer);
            world.Book.Installment(world.Book.Plan(customer), D.AddDays(1));
            world.Book.Installment(world.Book.Plan(customer), D.AddDays(-1));
        }

        RunReport report = await world.RunAsync(JobList.Remind);

        Assert.Equal((1, 1, 2), (report.Counts["onHold"], report.Counts["unsubscribed"], report.Counts["overdue"]));
        Assert.Equal(["overdue", "overdue"], world.Book.Kinds());
    }

    [DatabaseFact]
    public async Task The_pre_debit_notice_goes_to_everybody_where_the_channel_demands_it()
    {
        await using World world = await World.StartAsync(new WorldSettings { Channel = channel => channel with { DemandsNotice = true } });
        Customer customer = world.Book.Customer();
        world.Book.Method(customer);
        world.Book.Hold(customer);
        world.Book.Unsubscribe(customer);
        world.Book.Installment(world.Book.Plan(customer), D.AddDays(3));

        await world.RunAsync(JobList.Remind);

        Assert.Equal(0, world.Book.Query<long>("select courtesy from message").Single());
    }

    [DatabaseFact]
    public async Task Slices_reach_everybody_once()
    {
        await using World world = await World.StartAsync(new WorldSettings { Runs = new() { MaxParallelSlices = 3, SliceSize = 3 } });
        for (int debt = 0; debt < 25; debt++)
        {
            world.Book.Debt(D.AddDays(debt % 2 == 0 ? 1 : -1));
        }

        RunReport report = await world.RunAsync(JobList.Remind);

        Assert.Equal((13, 12), (report.Counts["dueSoon"], report.Counts["overdue"]));
        Assert.Equal(25, world.Book.Messages().Select(message => message.InstallmentId).Distinct().Count());
    }
}
