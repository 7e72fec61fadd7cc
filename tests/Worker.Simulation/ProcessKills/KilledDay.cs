using System.Globalization;
using Worker.Channels.Sandbox;

namespace Worker.Simulation.ProcessKills;

/// <summary>
/// A day of debits, by workers that are processes of their own and are killed (SIGKILL) and started again, over a gateway
/// that is slow, fails, keeps silent and takes its time. The day's clock is a rehearsal's, so that finality can pass.
/// </summary>
internal sealed class KilledDay : IAsyncDisposable
{
    private const string Day = "2026-11-21";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    // The kills are spread over the first part of the debits, so that the last ones leave something to go on with.
    private const double EarlyShare = 0.8;

    private readonly int installments;
    private readonly WorkPlace place;
    private readonly SandboxGateway gateway;
    private readonly string journal;
    private readonly Random random;
    private readonly IEnumerator<Step> steps = Step.OfTheDay().GetEnumerator();
    private readonly List<WorkerRun> running = [];

    private KilledDay(WorkPlace place, SandboxGateway gateway, string journal, int installments, int seed)
    {
        this.installments = installments;
        this.place = place;
        this.gateway = gateway;
        this.journal = journal;
        random = new Random(seed);
        steps.MoveNext();
    }

    public WorkPlace Place => place;

    /// <summary>How many workers were killed, by what they were doing.</summary>
    public SortedDictionary<string, int> Kills { get; } = new(StringComparer.Ordinal);

    /// <summary>Imports a book of customers who owe an installment each, and starts the gateway.</summary>
    public static async Task<KilledDay> BeginAsync(int installments, int seed)
    {
        WorkPlace folder = await WorkPlace.CreateAsync();
        string file = Path.Combine(folder.Folder, "gateway.jsonl");
        SandboxGateway sandbox = await SandboxGateway.StartAsync(
            new SandboxOptions { Secret = WorkPlace.Secret, StateFile = file, Seed = seed }, CancellationToken.None);
        await folder.AddChannelsAsync(sandbox.BaseUrl);

        // The shortest leases and smallest slices there are: a dead worker's part is taken over while others are killed.
        folder.With("Channels:sandbox:MaxInFlight", "32").With("Channels:sandbox:TimeoutSeconds", "1")
            .With("Runs:LeaseSeconds", "5").With("Runs:SliceSize", "500").With("Runs:MaxParallelSlices", "1");
        await folder.ImportAsync(Enumerable.Range(1, installments).Select(number =>
            new Debtor($"C{number}", TokenOf(number)) { Principal = 100 + (number % 5000) }));
        return new KilledDay(folder, sandbox, file, installments, seed);
    }

    /// <summary>Lets workers debit, and kills the one that has worked longest at one moment after the other.</summary>
    public async Task KillAsync(int kills, int workers)
    {
        for (int killed = 0; killed < kills;)
        {
            while (running.Count < workers)
            {
                running.Add(Start());
            }

            Moment moment = Moment.Draw(random, Look());
            while (!moment.HasCome(Look()) && !running.Exists(run => run.HasExited))
            {
                await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
            }

            if (running.Exists(run => run.HasExited))
            {
                await LetEndAsync();
                continue;
            }

            // One is killed and the others go on; all of them where the day would be over before the last kill.
            bool isAhead = Look().Written * kills > EarlyShare * installments * killed;
            for (int victims = isAhead ? Math.Min(running.Count, kills - killed) : 1; victims > 0; victims--)
            {
                await running[0].KillAsync();
                await running[0].DisposeAsync();
                running.RemoveAt(0);
                Kills[steps.Current.Job] = Kills.GetValueOrDefault(steps.Current.Job) + 1;
                killed++;
            }
        }
    }

    /// <summary>Goes on until nothing is left: no debit of the day is open, and the debits of the afternoon were made.</summary>
    public async Task GoOnToTheEndAsync()
    {
        while (steps.Current.Time < new TimeOnly(15, 0) || place.Book.OpenDebits().Count > 0)
        {
            if (running.Count == 0)
            {
                running.Add(Start());
            }

            await LetEndAsync();
        }
    }

    public async Task<IReadOnlyList<SandboxLedgerEntry>> ReadGatewayAsync()
    {
        using var reader = new SandboxLedgerReader(gateway.BaseUrl);
        return await reader.ReadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (WorkerRun run in running)
        {
            await run.DisposeAsync();
        }

        steps.Dispose();
        await gateway.DisposeAsync();
        await place.DisposeAsync();
    }

    /// <summary>Every gateway is slow; of a hundred orders some fail, keep silent, are never heard of, wait or are declined.</summary>
    private static string TokenOf(int number) => (number % 100) switch
    {
        1 => "timeout-charged",
        2 => "timeout-lost+slow:20",
        3 or 4 => "pending:1+slow:20",
        5 or 6 => "nsf+slow:20",
        _ => "slow:20+error:5",
    };

    private WorkerRun Start() => place.Start(
        "trigger", steps.Current.Job, "--date", Day, "--json", "--now", string.Create(CultureInfo.InvariantCulture, $"{Day}T{steps.Current.Time:HH:mm}:00+08:00"));

    /// <summary>Waits until the workers have ended by themselves, their run over, and turns to the next.</summary>
    private async Task LetEndAsync()
    {
        foreach (WorkerRun run in running)
        {
            Assert.True(await run.WaitForEndAsync() == 0, run.ToString());
            await run.DisposeAsync();
        }

        running.Clear();
        Assert.True(steps.MoveNext(), $"The day is over and these are still open: {string.Join(", ", place.Book.OpenDebits().Take(5))}");
    }

    private Progress Look() => new(
        new FileInfo(journal).Length,
        Count("select count(*) from debit_attempt"),
        Count("select count(*) from debit_attempt where state in ('succeeded', 'declined')"));

    private long Count(string sql) => place.Book.Query<long>(sql).Single();
}
