using Worker.Servicing.Jobs;
using Worker.Testing;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Simulation.Surroundings;

/// <summary>The gateway is gone for an hour, the mail server for a day, the mail folder can't be written.</summary>
[Collection(UnattendedWorker.OneAtATime)]
public sealed class NeighbourTests
{
    [DatabaseFact]
    public async Task A_gateway_that_is_gone_for_an_hour_stops_the_run_and_the_next_time_debits_everybody_once()
    {
        const int debts = 40;
        await using UnattendedWorker worker = await UnattendedWorker.ComposeAsync();

        // Debited when the host catches up, and never answered for.
        worker.Book.Debt(D.AddDays(-1), "timeout-charged");
        for (int number = 0; number < debts; number++)
        {
            worker.Book.Debt(D);
        }

        await worker.StartAsync();
        await worker.DisconnectGatewayAsync();
        await worker.AtAsync(9, 0, () => worker.HasRun(JobList.AutoDebit, "09:00", "stopped"), "the run stops itself");
        RunReport stopped = (await worker.StatusAsync()).Jobs.Single(job => job.Job == JobList.AutoDebit).LastRun!;
        Assert.StartsWith("channel sandbox: more than 50", stopped.StopReason, StringComparison.Ordinal);

        await worker.AtAsync(9, 15, () => worker.HasRun(JobList.Reconcile, "09:15", "completed"), "the doubt is asked about");
        Assert.Equal(1, (await worker.StatusAsync()).InDoubt.Count);
        Assert.Empty(worker.Book.Payments());

        await worker.ConnectGatewayAsync();
        await worker.AtAsync(10, 15, () => worker.HasRun(JobList.Reconcile, "10:15", "completed"), "it is asked about again");
        Assert.Single(worker.Book.Payments());
        await worker.AtAsync(14, 0, () => worker.HasRun(JobList.AutoDebit, "14:00", "completed"), "the debits are made");
        await worker.AssertDebitedAsync(debts + 1);
    }

    [DatabaseFact]
    public async Task A_mail_server_that_is_gone_for_a_day_loses_no_mail_and_none_is_sent_twice()
    {
        await using SmtpSink sink = SmtpSink.Start();
        sink.GoDown();
        await using UnattendedWorker worker = await UnattendedWorker.ComposeAsync(
            null, ("Mail:Transport", "Smtp"), ("Mail:Host", SmtpSink.Host), ("Mail:Port", $"{sink.Port}"), ("Mail:Security", "None"),
            ("Mail:From", "shop@shop.example"), ("Mail:HelpContact", "help@shop.example"));
        for (int number = 0; number < 5; number++)
        {
            worker.Book.Debt(D);
        }

        await worker.StartAsync();
        await worker.AtAsync(9, 0, () => worker.HasRun(JobList.AutoDebit, "09:00", "completed"), "the debits are made");
        int waiting = worker.Book.Messages().Count;
        for (int hour = 10; hour < 22; hour += 3)
        {
            await worker.AtAsync(hour, 0, () => worker.HasRun(JobList.SendMail, $"{hour}:00", "completed"), "mail is tried");
        }

        // A receipt and a closing note each: they wait, and the operator sees since when.
        Assert.Equal(10, waiting);
        Assert.Equal(waiting, (await worker.StatusAsync()).Outbox.Count);
        Assert.Equal(0, sink.MailCount);
        Assert.True(
            worker.Book.Query<string>("select detail from run_error").Count > 0 || worker.Log.Contains("ConnectionRefused"),
            "Nobody was told.");

        sink.ComeBack();
        await worker.AtAsync(D.AddDays(1), 9, 0, () => sink.MailCount >= waiting, "the mail goes out");
        await worker.UntilAsync(() => worker.Book.Messages().All(message => message.State == "sent"), "and is noted as sent");
        Assert.Equal(waiting, sink.Mails.Select(mail => mail.Parse().Header("Message-ID")).Distinct().Count());
        Assert.Equal(waiting, sink.MailCount);
        Assert.Equal(0, (await worker.StatusAsync()).Outbox.Count);
    }

    [DatabaseFact]
    public async Task A_mail_folder_that_cannot_be_written_keeps_mail_waiting_until_it_can()
    {
        using var folder = new TemporaryFolder();
        string mail = folder.File("mail");
        await File.WriteAllTextAsync(mail, "A file where the folder should be.", TestContext.Current.CancellationToken);
        await using UnattendedWorker worker = await UnattendedWorker.ComposeAsync(null, ("Mail:PickupFolder", mail));
        worker.Book.Debt(D);
        await worker.StartAsync();
        await worker.AtAsync(9, 0, () => worker.HasRun(JobList.AutoDebit, "09:00", "completed"), "the debit is made");
        await worker.AtAsync(9, 1, () => worker.HasRun(JobList.SendMail, "09:01", "completed"), "mail is tried");
        Assert.Equal(2, (await worker.StatusAsync()).Outbox.Count);

        File.Delete(mail);
        await worker.AtAsync(9, 10, () => Directory.Exists(mail) && Directory.GetFiles(mail, "*.eml").Length == 2, "the mail is in the folder");
        await worker.UntilAsync(() => worker.Book.Messages().All(message => message.State == "sent"), "and is noted as sent");
    }
}
