using System.Globalization;
using System.Text.Json;
using Worker.Channels.Sandbox;
using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

/// <summary>
/// The worker dies by SIGKILL, or is told to stop, in the middle of debits. These take seconds: a dead worker keeps its slice
/// for five, the shortest lease there is. That a stop holds to its five seconds is shown by the machine's clock in RunTests.
/// </summary>
public sealed class KillTests
{
    private const string Day = "2026-11-21";
    private const int Customers = 600;

    // Two batches: the first is settled when the worker ends, of the second some are debited and some were never sent.
    private const int InTheMiddle = 540;

    [UnixDatabaseFact]
    public async Task A_worker_killed_while_it_debits_leaves_nothing_debited_twice_and_nothing_forgotten()
    {
        await using WorkPlace place = await WorkPlace.CreateAsync();
        await using WorkerRun gateway = place.Start("sandbox", "--port", "0", "--state", "sandbox.jsonl", "--secret", WorkPlace.Secret);
        using var ledger = new SandboxLedgerReader(await SandboxTests.AddressOfAsync(gateway));
        await StartDebitingAsync(place, gateway);

        await using (WorkerRun killed = Trigger(place, "09:00"))
        {
            await UntilDebitedAsync(ledger, killed);
            await killed.KillAsync();
        }

        Assert.InRange((await ledger.ReadAsync()).Count, InTheMiddle, Customers - 1);
        Assert.InRange(place.Book.Payments().Count, 1, InTheMiddle);
        Assert.NotEmpty(place.Book.OpenDebits());

        await place.TriggerAsync("auto-debit", Day, $"{Day}T09:01:00+08:00");
        Assert.Single(place.Book.Query<long>("select run_id from job_run where job = 'auto-debit'"));
        await AssertSettledAsync(place, ledger);
    }

    [UnixDatabaseFact]
    public async Task A_worker_told_to_stop_while_it_debits_ends_in_the_middle_and_the_next_goes_on()
    {
        await using WorkPlace place = await WorkPlace.CreateAsync();
        await using WorkerRun gateway = place.Start("sandbox", "--port", "0", "--secret", WorkPlace.Secret);
        using var ledger = new SandboxLedgerReader(await SandboxTests.AddressOfAsync(gateway));
        await StartDebitingAsync(place, gateway);

        await using (WorkerRun stopped = Trigger(place, "09:00"))
        {
            await UntilDebitedAsync(ledger, stopped);
            await stopped.SignalAsync("TERM");
            Assert.Equal(1, await stopped.WaitForEndAsync());
            Assert.Contains("Cancelled", stopped.Error, StringComparison.Ordinal);
            Assert.Empty(stopped.Output);
        }

        Assert.InRange((await ledger.ReadAsync()).Count, InTheMiddle, Customers - 1);
        await place.TriggerAsync("auto-debit", Day, $"{Day}T09:01:00+08:00");
        await AssertSettledAsync(place, ledger);
    }

    [UnixDatabaseFact]
    public async Task A_host_told_to_stop_while_it_catches_up_ends_cleanly_and_lets_go()
    {
        await using WorkPlace place = await WorkPlace.CreateAsync();
        await using WorkerRun gateway = place.Start("sandbox", "--port", "0", "--secret", WorkPlace.Secret);
        using var ledger = new SandboxLedgerReader(await SandboxTests.AddressOfAsync(gateway));

        // Due yesterday, so that it is debited whatever the time of day.
        await StartDebitingAsync(place, gateway, World.Zone.DateAt(TimeProvider.System.GetUtcNow()).AddDays(-1));
        await using WorkerRun host = place.Start("run", "--Ops:Url=http://127.0.0.1:0");
        await UntilDebitedAsync(ledger, host);

        await host.SignalAsync("TERM");
        Assert.Equal(0, await host.WaitForEndAsync());

        Assert.Empty(place.Book.Query<string>("select expires_at from run_slice where expires_at is not null"));
        Assert.InRange((await ledger.ReadAsync()).Count, InTheMiddle, Customers - 1);
        IEnumerable<string> booked = place.Book.Payments().Select(payment => payment.OrderNo!);
        Assert.Empty((await ledger.ReadAsync()).Select(entry => entry.OrderNo).Except(booked).Except(place.Book.OpenDebits()));
    }

    private static async Task StartDebitingAsync(WorkPlace place, WorkerRun gateway, DateOnly? dueOn = null)
    {
        await place.AddChannelsAsync(await SandboxTests.AddressOfAsync(gateway));
        place.With("Channels:sandbox:MaxInFlight", "8").With("Runs:LeaseSeconds", "5");

        // The last ones are slow, so that however late this test looks there are some left to be cut off.
        await place.ImportAsync(Enumerable.Range(1, Customers).Select(number => new Debtor($"C{number}", number < InTheMiddle ? "slow:5" : "slow:400")
        {
            Principal = 100 + number,
            DueOn = dueOn is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Day,
        }));
    }

    private static WorkerRun Trigger(WorkPlace place, string time) =>
        place.Start("trigger", "auto-debit", "--date", Day, "--now", $"{Day}T{time}:00+08:00", "--json");

    private static async Task UntilDebitedAsync(SandboxLedgerReader ledger, WorkerRun run)
    {
        while ((await ledger.ReadAsync()).Count < InTheMiddle)
        {
            Assert.False(run.HasExited, run.ToString());
        }
    }

    private static async Task AssertSettledAsync(WorkPlace place, SandboxLedgerReader ledger)
    {
        // What never arrived is known to be lost ten minutes after it was sent; then it is sent again, as it was.
        foreach (string time in new[] { "09:20", "10:20", "11:20" })
        {
            await place.TriggerAsync("reconcile", Day, $"{Day}T{time}:00+08:00");
        }

        JsonElement last = await place.TriggerAsync("auto-debit", Day, $"{Day}T14:00:00+08:00");
        Assert.False(last.GetProperty("counts").TryGetProperty("debited", out _), last.GetRawText());

        IReadOnlyList<SandboxLedgerEntry> theirs = await ledger.ReadAsync();
        Assert.Equal(Customers, theirs.Select(entry => entry.Description).Distinct().Count());
        Assert.Equal(
            theirs.Select(entry => (entry.OrderNo, entry.Amount, entry.Currency)).Order(),
            place.Book.Payments().Select(payment => (payment.OrderNo!, payment.Amount, payment.Currency)).Order());
        Assert.Equal(Customers, theirs.Count);
        Assert.Empty(place.Book.OpenDebits());
        await place.SucceedAsync("doctor", "--json");
    }
}
