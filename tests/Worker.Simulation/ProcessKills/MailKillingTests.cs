using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Simulation.ProcessKills;

/// <summary>Real processes that send real mail to a server on loopback, killed by SIGKILL in the middle of it and started again.</summary>
public sealed class MailKillingTests(ITestOutputHelper output)
{
    private const int Mails = 1_500;
    private const int MostInFlight = 20;
    private const string Day = "2026-11-21";

    // Ten kills take a minute: each of them leaves a lease that has to run out.
    private static readonly int Kills = Environment.GetEnvironmentVariable("WORKER_TEST_LONG") == "1" ? 10 : 2;

    [UnixDatabaseFact]
    public async Task A_worker_killed_while_it_sends_mail_sends_only_what_was_in_flight_again_and_gets_further_each_time()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        output.WriteLine($"Seed {seed}");
        await using SmtpSink server = SmtpSink.Start();
        await using WorkPlace place = await BeginAsync(server);

        int copies = 0;
        for (int kill = 1; kill <= Kills; kill++)
        {
            int sentBefore = Sent(place);
            await SendUntilKilledAsync(place, server, server.MailCount + random.Next(40, (Mails / (Kills + 1)) - MostInFlight));

            int sent = Sent(place);
            int inFlight = server.MailCount - copies - sent;
            output.WriteLine($"Kill {kill}: the server took {server.MailCount}, written as sent {sent}, in flight {inFlight}, copies so far {copies}.");
            Assert.InRange(inFlight, 0, MostInFlight);
            Assert.True(sent > sentBefore, "This start got no further.");
            copies += inFlight;
        }

        await place.SucceedAsync("trigger", "send-mail", "--date", Day, "--now", $"{Day}T09:00:00+08:00", "--json");

        string[] ids = [.. server.Mails.Select(mail => mail.Parse().Header("Message-ID")!)];
        int twice = ids.CountBy(id => id).Count(id => id.Value == 2);
        output.WriteLine($"In the end: {ids.Length} mails, {ids.Distinct().Count()} different ones, {twice} of them twice, {Sent(place)} written as sent.");
        Assert.Equal(Mails, ids.Distinct().Count());
        Assert.Equal(Mails, server.Mails.Select(mail => mail.Recipients.Single()).Distinct().Count());
        Assert.Equal(Mails + copies, ids.Length);
        Assert.Equal(Mails, Sent(place));
        await place.SucceedAsync("doctor", "--json");
    }

    /// <summary>A book whose customers all get a notice, and the notices in the outbox.</summary>
    private static async Task<WorkPlace> BeginAsync(SmtpSink server)
    {
        WorkPlace place = await WorkPlace.WithChannelsAsync();
        place.With("Mail:Transport", "Smtp").With("Mail:Host", SmtpSink.Host).With("Mail:Port", $"{server.Port}").With("Mail:Security", "None")
            .With("Mail:HelpContact", "help@shop.test").With("Runs:LeaseSeconds", "5").With("Runs:SliceSize", "500");
        await place.ImportAsync(Enumerable.Range(1, Mails).Select(number => new Debtor($"C{number}") { DueOn = "2026-11-24" }));
        await place.TriggerAsync("remind", Day, $"{Day}T08:30:00+08:00");
        return place;
    }

    private static async Task SendUntilKilledAsync(WorkPlace place, SmtpSink server, int mails)
    {
        var hasCome = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Script = line =>
        {
            if (server.MailCount >= mails)
            {
                hasCome.TrySetResult();
            }

            return null;
        };
        await using WorkerRun run = place.Start("trigger", "send-mail", "--date", Day, "--now", $"{Day}T09:00:00+08:00", "--json");
        Assert.True(await Task.WhenAny(hasCome.Task, run.WaitForEndAsync()) == hasCome.Task, run.ToString());
        await run.KillAsync();
        await server.WhenAllHaveLeftAsync();
    }

    private static int Sent(WorkPlace place) => place.Book.Query<int>("select count(*) from message where state = 'sent'").Single();
}
