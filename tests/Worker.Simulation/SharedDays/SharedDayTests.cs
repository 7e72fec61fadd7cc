using System.Globalization;
using Worker.Channels.Sandbox;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Simulation.SharedDays;

/// <summary>Several worker processes run every job of one day at once, on one database.</summary>
public sealed class SharedDayTests
{
    private const string Day = "2026-11-21";
    private const string DayBefore = "2026-11-20";

    [DatabaseFact]
    public async Task Every_job_is_done_once_however_many_processes_run_it_at_once()
    {
        await LongForm.Size(sample: () => ShareADayAsync(3, 600), whole: WholeAsync, inShare: 2)();

        static async Task WholeAsync()
        {
            await ShareADayAsync(2, 2_000);
            await ShareADayAsync(4, 2_000);
        }
    }

    private static async Task ShareADayAsync(int processes, int customers)
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        place.With("Runs:SliceSize", "500").With("Channels:sandbox:MaxInFlight", "32").With("Mail:PickupFolder", Path.Combine(place.Folder, "mail"));
        await place.ImportAsync(Enumerable.Range(1, customers).Select(DebtorOf));

        await AtOnceAsync(place, processes, "mark-overdue", DayBefore, "00:30");
        await AtOnceAsync(place, processes, "late-fees", DayBefore, "00:45");
        await AtOnceAsync(place, processes, "remind", Day, "08:30");
        await AtOnceAsync(place, processes, "auto-debit", Day, "09:00");
        for (int hour = 9; hour < 21 && place.Book.OpenDebits().Count > 0; hour++)
        {
            await AtOnceAsync(place, processes, "reconcile", Day, $"{hour:00}:20");
        }

        await AtOnceAsync(place, processes, "send-mail", Day, "21:00");

        IReadOnlyList<SandboxLedgerEntry> theirs = await place.SandboxLedgerAsync();
        Assert.Equal(customers, theirs.Count);
        Assert.Equal(customers, theirs.Select(entry => entry.Description).Distinct().Count());
        Assert.Equal(
            theirs.Select(entry => (entry.OrderNo, entry.Amount, entry.Currency)).Order(),
            place.Book.Payments().Select(payment => (payment.OrderNo!, payment.Amount, payment.Currency)).Order());
        Assert.Empty(place.Book.OpenDebits());

        // Every tenth is ten days late: a fee each, a notice each, and a receipt for everybody.
        Assert.Equal(customers / 10, place.Book.Entries().Count(entry => entry.Kind == "late_fee"));
        Assert.Equal(customers, place.Book.Messages().Count(message => message.Kind == "receipt"));
        Assert.All(place.Book.Messages(), message => Assert.Contains(message.State, (string[])["sent", "dropped"]));
        Assert.Equal(
            place.Book.Messages().Count(message => message.State == "sent"),
            Directory.GetFiles(Path.Combine(place.Folder, "mail"), "*.eml", SearchOption.AllDirectories).Length);
        Assert.Empty(place.Book.Query<long>("select run_id from job_run where state <> 'completed'"));
        await place.SucceedAsync("doctor", "--json");
    }

    private static Debtor DebtorOf(int number) => new($"C{number}", number % 20 == 1 ? "timeout-charged" : "slow:5+error:3")
    {
        Principal = 100 + number,
        DueOn = number % 10 == 0 ? "2026-11-11" : Day,
    };

    private static async Task AtOnceAsync(WorkPlace place, int processes, string job, string date, string time)
    {
        string now = string.Create(CultureInfo.InvariantCulture, $"{(job is "mark-overdue" or "late-fees" ? Day : date)}T{time}:00+08:00");
        WorkerRun[] runs = [.. Enumerable.Range(0, processes).Select(_ => place.Start("trigger", job, "--date", date, "--now", now, "--json"))];
        foreach (WorkerRun run in runs)
        {
            Assert.True(await run.WaitForEndAsync() == 0, run.ToString());
            await run.DisposeAsync();
        }
    }
}
