using System.Net.Sockets;
using Worker.Configuration;
using Worker.Data;
using Worker.Data.Ledger;
using Worker.Data.Schema;
using Worker.Servicing.Channels;
using Worker.Servicing.Consistency;
using Worker.Servicing.Messages;

namespace Worker.Doctor;

/// <summary>Checks everything a day of collections needs. Changes nothing and debits nothing.</summary>
internal sealed class DoctorChecks(
    WorkerSettings settings, Database database, Migrator migrator, IDebitChannels channels, Invariants invariants, PlansWithoutStandIn withoutStandIn)
{
    /// <summary>An order number that was never sent: a channel that answers says it never arrived.</summary>
    private const string NeverSent = "00000000000000000000000000000000";

    private const int PlansShown = 100;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Runs every check; where the schema is not right, the ledger is not looked at.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding> { new("configuration", true, $"{settings.Channels.All.Count} channel(s), zone {settings.Calendar.Zone.Zone.Id}") };
        Finding schema = await CheckAsync("database", async () =>
        {
            await migrator.CheckAsync(cancellationToken);
            return new Finding("database", true, $"{database.Provider} at {database.Location}, schema up to date");
        });
        findings.Add(schema);
        if (schema.IsGood && database.Provider == DatabaseProvider.SqlServer)
        {
            findings.Add(await CheckAsync("row-versions", () => CheckSetupAsync(cancellationToken)));
        }

        foreach (ChannelSettings channel in settings.Channels.All)
        {
            findings.Add(await CheckAsync($"channel {channel.Name}", () => AskAsync(channel, cancellationToken)));
        }

        findings.Add(await CheckAsync("mail", () => CheckMailAsync(cancellationToken)));
        if (schema.IsGood)
        {
            findings.Add(await CheckAsync("stand-ins", () => ListPlansWithoutStandInAsync(cancellationToken)));
            IReadOnlyList<InvariantResult> results = await invariants.CheckAsync(cancellationToken);
            findings.AddRange(results.Select(result => new Finding(result.Name, result.Holds, Describe(result))));
        }

        return findings;
    }

    private static string Describe(InvariantResult result) => result.Holds
        ? result.Explanation
        : $"{result.Violations} violation(s): {string.Join("; ", result.Examples)}. {result.Explanation}";

    private static async Task<Finding> CheckAsync(string name, Func<Task<Finding>> check)
    {
        try
        {
            return await check();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new Finding(name, false, failure.Message);
        }
    }

    private async Task<Finding> CheckSetupAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> faults = await database.FindSetupFaultsAsync(cancellationToken);
        return new Finding(
            "row-versions", faults.Count == 0, faults.Count == 0 ? "Readers and writers do not block each other." : string.Join(' ', faults));
    }

    // No fault: but the shop may not have meant it.
    private async Task<Finding> ListPlansWithoutStandInAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> plans = await withoutStandIn.ReadAsync(cancellationToken);
        return new Finding("stand-ins", true, plans.Count == 0
            ? "No plan lost a fallback for its designated method."
            : $"{plans.Count:N0} plan(s) lost the fallback for their designated method; set fallback in plans.csv for each: "
                + string.Join(", ", plans.Take(PlansShown)) + (plans.Count > PlansShown ? ", …" : ""));
    }

    private async Task<Finding> AskAsync(ChannelSettings settings, CancellationToken cancellationToken)
    {
        channels.TryGet(settings.Name, out IDebitChannel? channel);
        ChannelAnswer answer = await channel!.QueryStatusAsync(NeverSent, cancellationToken);
        return new Finding(
            $"channel {settings.Name}",
            answer.Outcome == ChannelOutcome.NotFound,
            answer.Outcome == ChannelOutcome.NotFound ? $"{settings.BaseUrl} answers" : $"{settings.BaseUrl} gives an unexpected answer: {answer.Detail}");
    }

    private async Task<Finding> CheckMailAsync(CancellationToken cancellationToken)
    {
        MailSettings mail = settings.Mail;
        if (mail.Transport == MailTransportKind.Pickup)
        {
            string folder = Path.GetFullPath(mail.PickupFolder);
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
            await File.WriteAllTextAsync(probe, "", cancellationToken);
            File.Delete(probe);
            return new Finding("mail", true, $"pickup folder {folder} can be written");
        }

        using var client = new TcpClient();
        await client.ConnectAsync(mail.Host, mail.Port, cancellationToken).AsTask().WaitAsync(ConnectTimeout, cancellationToken);
        return new Finding("mail", true, $"{mail.Host}:{mail.Port} accepts connections");
    }
}

internal sealed record Finding(string Check, bool IsGood, string Detail);
