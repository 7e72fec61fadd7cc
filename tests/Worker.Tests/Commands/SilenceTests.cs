using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

/// <summary>What customers, gateways and mail servers trust us with stays out of everything the worker prints, at any level.</summary>
public sealed class SilenceTests
{
    private const string Day = "2026-11-21";

    [UnixDatabaseFact]
    public async Task No_secret_token_name_or_address_is_ever_printed()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        foreach (string category in new[] { "Default", "Microsoft", "System.Net.Http", "Hangfire", "Worker" })
        {
            place.With($"Logging:LogLevel:{category}", "Debug");
        }

        place.With("Mail:UserName", "postman").With("Mail:Password", "tell-tale-password");
        Debtor[] debtors =
        [
            Tell("C1", "ok"), Tell("C2", "closed"), Tell("C3", "timeout-charged+slow:7"), Tell("C4", "tell-tale-token"),
            Tell("C5", "pending:1+nsf"), Tell("C6", "nsf") with { DueOn = "2026-11-17" }, Tell("C7", "error:100"),
        ];
        var runs = new List<WorkerRun>
        {
            await place.RunAsync("import", place.WriteBook([.. debtors, Tell("C8", "ok") with { DueOn = "never", Channel = "telex", Email = "no tell-tale address" }])),
            await place.SucceedAsync("import", place.WriteBook(debtors)),
        };
        place.Book.Execute("update installment_plan set currency = 'ZZZ' where plan_ref = 'P-C1'");
        place.Book.Execute("update customer set email = concat('tell-tale', char(10), 'address') where customer_ref = 'C2'");
        string[][] commands =
        [
            ["trigger", "late-fees", "--date", "2026-11-20", "--now", $"{Day}T00:45:00+08:00"],
            ["trigger", "remind", "--date", Day, "--now", $"{Day}T08:30:00+08:00", "--json"],
            ["trigger", "auto-debit", "--date", Day, "--now", $"{Day}T09:00:00+08:00", "--json"],
            ["trigger", "reconcile", "--date", Day, "--now", $"{Day}T09:20:00+08:00"],
            ["trigger", "send-mail", "--date", Day, "--now", $"{Day}T10:00:00+08:00", "--json"],
            ["hold", "customer", "C1", "--reason", "dispute"],
            ["status"],
            ["status", "--json"],
            ["doctor"],
            ["doctor", "--json"],
        ];
        foreach (string[] command in commands)
        {
            runs.Add(await place.RunAsync(command));
        }

        await using WorkerRun host = place.Start("run", "--Ops:Url=http://127.0.0.1:0");
        await host.WaitForLineAsync("send-mail next runs at ");
        await host.WaitForLineAsync("of send-mail for ");
        await host.SignalAsync("TERM");
        await host.WaitForEndAsync();
        runs.Add(host);

        string[] secrets = [WorkPlace.Secret, "tell-tale", "Tell Tale", "timeout-charged", "slow:7", "pending:1", "nsf", "error:100"];
        Assert.All(runs, run => Assert.All(secrets, secret =>
            Assert.DoesNotContain(secret, run.ToString(), StringComparison.OrdinalIgnoreCase)));

        // It was not silent because it did nothing.
        Assert.True(place.Book.Attempts().Count >= 6);
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(place.Folder, "data", "mail")));
        Assert.Contains(runs, run => run.Error.Contains("\"LogLevel\":\"Debug\"", StringComparison.Ordinal));
    }

    private static Debtor Tell(string reference, string token) =>
        new(reference, token) { Name = $"Tell Tale {reference}", Email = $"tell-tale-{reference}@customers.test" };
}
