using Worker.Servicing.Jobs;
using Worker.Testing;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Scenarios.Messages;

/// <summary>The outbox against an SMTP server that does whatever servers do.</summary>
public sealed class SendMailTests
{
    [DatabaseFact]
    public async Task Mail_goes_out_once_over_one_connection()
    {
        await using MailServer sink = MailServer.Start();
        await using World world = await World.StartAsync(new WorldSettings { SmtpPort = sink.Port });
        for (int debt = 0; debt < 20; debt++)
        {
            world.Book.Debt(D.AddDays(1));
        }

        await world.RunAsync(JobList.Remind);
        RunReport report = await world.RunAsync(JobList.SendMail);
        RunReport second = await world.RunAsync(JobList.SendMail);

        Assert.Equal(20, report.Counts["sent"]);
        Assert.Empty(second.Counts);
        Assert.Equal((20, 1), (sink.MailCount, sink.ConnectionCount));
        Assert.Equal(20, sink.Mails.Select(mail => mail.Recipients.Single()).Distinct().Count());
        Assert.All(world.Book.Messages(), message => Assert.Equal(("sent", null, 1), (message.State, message.NextTryAt, message.Tries)));
    }

    [DatabaseFact]
    public async Task Mail_lands_in_the_pickup_folder()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D);
        await world.RunAsync(JobList.AutoDebit);

        await world.RunAsync(JobList.SendMail);

        string[] files = Directory.GetFiles(world.Folder.File("mail"), "*.eml");
        Assert.Equal(2, files.Length);
        Assert.Contains(files, file => File.ReadAllText(file).Contains("337.30", StringComparison.Ordinal));
    }

    [DatabaseFact]
    public async Task A_hold_placed_meanwhile_holds_courtesy_mail_back_until_it_is_released_and_lets_the_rest_go()
    {
        await using MailServer sink = MailServer.Start();
        await using World world = await World.StartAsync(new WorldSettings { SmtpPort = sink.Port });
        Customer customer = world.Book.Customer();
        world.Book.Installment(world.Book.Plan(customer), D.AddDays(3));
        world.Book.Installment(world.Book.Plan(customer), D.AddDays(-1));
        await world.RunAsync(JobList.Remind);
        world.Book.Hold(customer);

        RunReport held = await world.RunAsync(JobList.SendMail);
        world.Book.ReleaseHolds();
        world.At(D, 11);
        RunReport released = await world.RunAsync(JobList.SendMail);

        Assert.Equal((1, 1), (held.Counts["sent"], held.Counts["heldBack"]));
        Assert.Equal(1, released.Counts["sent"]);
        Assert.Equal(2, sink.MailCount);
    }

    [DatabaseFact]
    public async Task In_quiet_hours_mail_is_held_back_by_the_customers_clock_and_not_dropped()
    {
        await using MailServer sink = MailServer.Start();
        await using World world = await World.StartAsync(new WorldSettings { SmtpPort = sink.Port });
        Customer shanghai = world.Book.Customer(email: "shanghai@customers.test");
        Customer lisbon = world.Book.Customer(email: "lisbon@customers.test", timeZone: "Europe/Lisbon");
        foreach (Customer customer in new[] { shanghai, lisbon })
        {
            world.Book.Installment(world.Book.Plan(customer), D.AddDays(3));
        }

        world.At(D, 23);
        await world.RunAsync(JobList.Remind);
        RunReport night = await world.RunAsync(JobList.SendMail);
        Assert.Equal((1, 1), (night.Counts["heldBack"], night.Counts["sent"]));
        Assert.Equal("lisbon@customers.test", Assert.Single(sink.Mails).Recipients.Single());
        Assert.Equal(World.Zone.InstantOf(D.AddDays(1), new TimeOnly(8, 0)), world.Book.Messages().Single(message => message.State == "waiting").NextTryAt);

        world.At(D.AddDays(1), 7, 59, 59);
        Assert.Empty((await world.RunAsync(JobList.SendMail)).Counts);
        world.At(D.AddDays(1), 8);
        Assert.Equal(1, (await world.RunAsync(JobList.SendMail)).Counts["sent"]);
        Assert.Equal(0, world.Book.Messages().Sum(message => message.Tries) - 2);
    }

    [DatabaseFact]
    public async Task A_notice_that_came_too_late_or_is_settled_is_dropped_and_counted()
    {
        await using World world = await World.StartAsync();
        long paidMeanwhile = world.Book.Debt(D.AddDays(-1));
        world.Book.Debt(D.AddDays(1), token: "nsf");
        await world.RunAsync(JobList.Remind);
        await world.RunAsync(JobList.AutoDebit);
        Assert.Equal("paid", world.Book.Status(paidMeanwhile));

        world.At(D.AddDays(2), 9);
        RunReport report = await world.RunAsync(JobList.SendMail);

        Assert.Equal((2, 2), (report.Counts["stale"], report.Counts["sent"])); // The receipt and the farewell still go.
        Assert.Equal(["overdue", "due-soon"], world.Book.Messages().Where(message => message.State == "dropped").Select(message => message.Kind));
    }

    [DatabaseFact]
    public async Task A_customer_who_unsubscribed_meanwhile_gets_no_courtesy()
    {
        await using World world = await World.StartAsync();
        Customer customer = world.Book.Customer();
        world.Book.Installment(world.Book.Plan(customer), D.AddDays(1));
        world.Book.Installment(world.Book.Plan(customer), D.AddDays(-1));
        await world.RunAsync(JobList.Remind);
        world.Book.Unsubscribe(customer);

        RunReport report = await world.RunAsync(JobList.SendMail);

        Assert.Equal((1, 1), (report.Counts["unsubscribed"], report.Counts["sent"]));
    }

    [DatabaseFact]
    public async Task A_server_that_says_later_is_asked_later_and_less_and_less_often()
    {
        await using SmtpSink sink = SmtpSink.Start();
        await using World world = await World.StartAsync(new WorldSettings { SmtpPort = sink.Port });
        world.Book.Debt(D.AddDays(-1));
        await world.RunAsync(JobList.Remind);
        sink.RefuseRecipient("@", "451 4.3.0 Try later");

        var waits = new List<double>();
        for (int attempt = 0; attempt < 4; attempt++)
        {
            Assert.Equal(1, (await world.RunAsync(JobList.SendMail)).Counts["deferred"]);
            DateTimeOffset next = world.Book.Messages().Single().NextTryAt!.Value;
            waits.Add((next - world.Clock.GetUtcNow()).TotalMinutes);
            world.Clock.MoveTo(next.AddSeconds(-1));
            Assert.Empty((await world.RunAsync(JobList.SendMail)).Counts);
            world.Clock.MoveTo(next);
        }

        Assert.Equal([1, 2, 4, 8], waits);
        sink.Script = null;
        Assert.Equal(1, (await world.RunAsync(JobList.SendMail)).Counts["sent"]);
        Assert.Equal(5, world.Book.Messages().Single().Tries);
    }

    [DatabaseFact]
    public async Task In_the_end_a_mail_that_is_always_put_off_fails()
    {
        await using SmtpSink sink = SmtpSink.Start();
        await using World world = await World.StartAsync(new WorldSettings { SmtpPort = sink.Port, Outbox = new() { MaxTries = 2 } });
        world.Book.Debt(D);
        await world.RunAsync(JobList.AutoDebit);
        sink.RefuseRecipient("@", "451 4.3.0 Try later");

        await world.RunAsync(JobList.SendMail);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        RunReport last = await world.RunAsync(JobList.SendMail);

        Assert.Equal(2, last.Counts["failed"]);
        Assert.All(world.Book.Messages(), message => Assert.Equal(("failed", "451 4.3.0", 2), (message.State, message.Detail, message.Tries)));
    }

    [DatabaseFact]
    public async Task An_address_that_is_refused_for_good_is_recorded_on_the_customer_and_not_tried_again()
    {
        await using SmtpSink sink = SmtpSink.Start();
        await using World world = await World.StartAsync(new WorldSettings { SmtpPort = sink.Port });
        Customer gone = world.Book.Customer(email: "gone@customers.test");
        world.Book.Installment(world.Book.Plan(gone), D.AddDays(-1));
        Customer broken = world.Book.Customer(email: "not an address");
        world.Book.Installment(world.Book.Plan(broken), D.AddDays(-1));
        world.Book.Debt(D.AddDays(-1));
        sink.RefuseRecipient("gone@", "550 5.1.1 No such user");
        await world.RunAsync(JobList.Remind);

        RunReport report = await world.RunAsync(JobList.SendMail);

        Assert.Equal((2, 1), (report.Counts["badAddress"], report.Counts["sent"]));
        Assert.Equal(
            ["550 5.1.1", "not an address"],
            world.Book.Query<string>("select bad_address_reason from customer where bad_address_reason is not null order by customer_id"));

        world.At(D.AddDays(2), 9);
        await world.RunAsync(JobList.Remind);
        int commands = sink.Commands.Count(command => command.Contains("gone@", StringComparison.Ordinal));
        RunReport next = await world.RunAsync(JobList.SendMail);
        Assert.Equal((2, 1), (next.Counts["failed"], next.Counts["sent"]));
        Assert.Equal(commands, sink.Commands.Count(command => command.Contains("gone@", StringComparison.Ordinal)));
    }

    [DatabaseFact]
    public async Task A_message_to_a_customer_without_an_address_is_put_aside_as_such_and_is_no_error()
    {
        await using World world = await World.StartAsync();
        Customer silent = world.Book.Customer();
        world.Book.Installment(world.Book.Plan(silent), D.AddDays(-1));
        world.Book.Execute("update customer set email = '' where customer_id = @CustomerId", new { silent.CustomerId });
        world.Book.Debt(D.AddDays(-1));
        await world.RunAsync(JobList.Remind);

        RunReport report = await world.RunAsync(JobList.SendMail);
        RunReport second = await world.RunAsync(JobList.SendMail);

        Assert.Equal(RunState.Completed, report.State);
        Assert.Equal((1, 1), (report.Counts["noAddress"], report.Counts["sent"]));
        Assert.Empty(second.Counts);
        MessageRow message = world.Book.Messages().Single(message => message.CustomerId == silent.CustomerId);
        Assert.Equal(("noAddress", null, 0), (message.State, message.NextTryAt, message.Tries));
        Assert.Equal(1, world.Book.Query<long>("select count(*) from message where state = 'noAddress'").Single());
    }

    [DatabaseFact]
    public async Task A_mail_that_is_refused_for_good_fails_alone()
    {
        await using SmtpSink sink = SmtpSink.Start();
        await using World world = await World.StartAsync(new WorldSettings { SmtpPort = sink.Port });
        Customer policy = world.Book.Customer(email: "policy@customers.test");
        world.Book.Installment(world.Book.Plan(policy), D.AddDays(-1));
        world.Book.Debt(D.AddDays(-1));
        sink.RefuseRecipient("policy@", "550 5.7.1 Not wanted here");
        await world.RunAsync(JobList.Remind);

        RunReport report = await world.RunAsync(JobList.SendMail);

        Assert.Equal((1, 1), (report.Counts["failed"], report.Counts["sent"]));
        Assert.Null(world.Book.Query<string?>("select bad_address_reason from customer where customer_ref = @Reference", new { policy.Reference }).Single());
    }

    [DatabaseFact]
    public async Task A_server_that_is_down_loses_nothing_and_is_left_alone_until_the_next_run()
    {
        await using SmtpSink sink = SmtpSink.Start();
        await using World world = await World.StartAsync(new WorldSettings { SmtpPort = sink.Port });
        for (int debt = 0; debt < 10; debt++)
        {
            world.Book.Debt(D.AddDays(-1));
        }

        await world.RunAsync(JobList.Remind);
        sink.GoDown();
        RunReport down = await world.RunAsync(JobList.SendMail);
        Assert.Equal("mail-server-unreachable", Assert.Single(down.Errors).Code);
        Assert.False(down.Counts.ContainsKey("sent"));
        Assert.All(world.Book.Messages(), message => Assert.Equal(("waiting", 0), (message.State, message.Tries)));

        sink.ComeBack();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, (await world.RunAsync(JobList.SendMail)).Counts["sent"]);
        Assert.Equal(10, sink.MailCount);
    }

    [DatabaseFact]
    public async Task A_server_that_breaks_off_half_way_gets_the_rest_later_and_nothing_twice()
    {
        await using SmtpSink sink = SmtpSink.Start();
        await using World world = await World.StartAsync(new WorldSettings { SmtpPort = sink.Port });
        for (int debt = 0; debt < 10; debt++)
        {
            world.Book.Debt(D.AddDays(-1));
        }

        await world.RunAsync(JobList.Remind);
        sink.Script = line => line.StartsWith("MAIL", StringComparison.Ordinal) && sink.MailCount >= 4 ? "421 4.3.2 Shutting down" : null;
        RunReport first = await world.RunAsync(JobList.SendMail);
        sink.Script = null;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        RunReport second = await world.RunAsync(JobList.SendMail);

        Assert.Equal((4, 6), (first.Counts["sent"], second.Counts["sent"]));
        Assert.Equal(10, sink.Mails.Select(mail => mail.Recipients.Single()).Distinct().Count());
    }

    [DatabaseFact]
    public async Task A_message_that_can_not_be_written_fails_alone()
    {
        await using World world = await World.StartAsync();
        world.Book.Debt(D.AddDays(-1));
        long hopeless = world.Book.Debt(D.AddDays(-1));
        await world.RunAsync(JobList.Remind);
        world.Book.Execute("update message set facts = replace(facts, '\"CNY\"', '\"???\"') where installment_id = @hopeless", new { hopeless });
        RunReport report = await world.RunAsync(JobList.SendMail);

        Assert.Equal(RunState.SetAside, report.State);
        Assert.Equal((1, 1), (report.Counts["sent"], report.Counts["setAside"]));
        Assert.Equal("unwritable-message", Assert.Single(report.Errors).Code);
        Assert.Single(world.Book.Messages(), message => message is { State: "failed", Tries: 0 });
    }
}
