using Worker.Data;
using Worker.Data.Consistency;
using Worker.Data.Jobs;
using Worker.Data.Retention;
using Worker.Servicing.Consistency;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;
using Worker.Servicing.Retention;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Jobs;

/// <summary>What pruning takes away, no job misses: not when it goes on, and not when it is made to go back.</summary>
public sealed class PruneTests
{
    private static readonly string[] Daily = [JobList.Reconcile, JobList.MarkOverdue, JobList.LateFees, JobList.Remind, JobList.AutoDebit, JobList.SendMail];

    [DatabaseFact]
    public async Task A_dry_run_changes_nothing_and_tells_what_would_go()
    {
        await using World world = await OldWorldAsync();
        IReadOnlyList<string> before = world.Book.Dump();

        PruneReport preview = await Pruning(world).PreviewAsync(null, CancellationToken.None);

        Assert.Equal(before, world.Book.Dump());
        Assert.True(preview.IsPreview);
        Assert.Equal(preview.Counts, (await PruneAsync(world)).Counts);
        Assert.True(preview.Counts is { Messages: > 0, Attempts: > 0, Runs: > 30, RunSlices: > 0, RunTallies: > 0 }, $"{preview.Counts}");
    }

    [DatabaseFact]
    public async Task Afterwards_the_ledger_stands_and_every_check_of_the_doctor_holds()
    {
        await using World world = await OldWorldAsync();
        string[] kept = Kept(world);
        await AssertSaneAsync(world);
        (DateOnly?, long)[] memory = await MemoryAsync(world);

        await PruneAsync(world);

        Assert.Equal(kept, Kept(world));
        Assert.Equal(memory, await MemoryAsync(world));
        await AssertSaneAsync(world);
        Assert.True((await PruneAsync(world)).Counts.IsEmpty);
    }

    [DatabaseFact]
    public async Task The_day_after_finds_what_it_would_have_found_without()
    {
        await using World pruned = await OldWorldAsync();
        await using World whole = await OldWorldAsync();
        await PruneAsync(pruned);

        foreach (World world in new[] { pruned, whole })
        {
            world.Book.Payment(world.Book.Query<long>("select min(installment_id) from installment where status = 'overdue'").Single(), 100, D.AddDays(500));
            await RunDayAsync(world, 501);
        }

        Assert.Equal(Counts(whole), Counts(pruned));
        Assert.Equal(
            whole.Book.Entries().Select(entry => (entry.EntryKey.Split(':')[0], entry.InstallmentId, entry.Amount, entry.EffectiveOn)),
            pruned.Book.Entries().Select(entry => (entry.EntryKey.Split(':')[0], entry.InstallmentId, entry.Amount, entry.EffectiveOn)));
        await AssertSaneAsync(pruned);

        static string[] Counts(World world) =>
        [
            .. world.Book.Rows(
                """
                select job, state, name, currency, sum(value)
                from job_run join run_tally on run_tally.run_id = job_run.run_id
                where business_date >= '2028-04-05'
                group by job, state, name, currency
                order by job, state, name, currency
                """),
        ];
    }

    [DatabaseFact]
    public async Task An_old_date_that_is_run_again_debits_nobody_and_writes_to_nobody_anew()
    {
        await using World pruned = await OldWorldAsync();
        await using World whole = await OldWorldAsync();
        await PruneAsync(pruned);

        string[] afterPruning = await RunAgainAsync(pruned);

        // One that never paid has a second try on a date, as it would have had then.
        Assert.Equal(["1 attempts on installment 3", "0 entries", "0 debits", "0 mails"], afterPruning);
        Assert.Equal(await RunAgainAsync(whole), afterPruning);
        await AssertSaneAsync(pruned);

        static async Task<string[]> RunAgainAsync(World world)
        {
            HashSet<string> attempts = [.. world.Book.Attempts().Select(attempt => attempt.OrderNo)];
            int entries = world.Book.Entries().Count;
            int debits = (await world.SandboxLedger.ReadAsync()).Count;
            int mails = Mails(world);
            foreach (int day in new[] { -3, -1, 0, 1, 3, 7, 30 })
            {
                foreach (string job in Daily)
                {
                    await world.RunAsync(job, D.AddDays(day));
                }
            }

            return
            [
                .. world.Book.Attempts()
                    .Where(attempt => !attempts.Contains(attempt.OrderNo))
                    .GroupBy(attempt => attempt.InstallmentId, (installment, made) => $"{made.Count()} attempts on installment {installment}"),
                $"{world.Book.Entries().Count - entries} entries",
                $"{(await world.SandboxLedger.ReadAsync()).Count - debits} debits",
                $"{Mails(world) - mails} mails",
            ];
        }
    }

    [DatabaseFact]
    public async Task A_notice_that_comes_again_for_an_installment_opened_again_is_dropped_as_stale()
    {
        await using World world = await OldWorldAsync();
        int sent = Mails(world);
        await PruneAsync(world);
        long paid = world.Book.Query<long>("select min(installment_id) from installment where status = 'paid'").Single();
        world.Book.Reversal(world.Book.Payments().First(payment => payment.InstallmentId == paid).EntryId);
        await world.RunAsync(JobList.MarkOverdue, D.AddDays(501));
        Assert.Equal("overdue", world.Book.Status(paid));

        await world.RunAsync(JobList.Remind, D.AddDays(-1));
        await world.RunAsync(JobList.SendMail);

        Assert.Equal(["dropped"], world.Book.Messages().Where(message => message.MessageKey == $"due-soon:{paid}:2026-11-20").Select(message => message.State));
        Assert.Equal(sent, Mails(world));
    }

    [DatabaseFact]
    public async Task A_doubt_of_long_ago_keeps_its_attempt_and_is_settled_when_the_answer_comes()
    {
        await using World world = await World.StartAsync();
        long debt = world.Book.Debt(D, token: "pending:60");
        await world.RunAsync(JobList.AutoDebit);
        world.At(D.AddDays(500), 9);
        await world.RunAsync(JobList.AutoDebit);

        await PruneAsync(world);
        Assert.Equal("pending", Assert.Single(world.Book.Attempts()).State);
        await world.RunAsync(JobList.Reconcile);

        Assert.Equal("succeeded", Assert.Single(world.Book.Attempts()).State);
        Assert.Single(world.Book.Payments(), payment => payment.InstallmentId == debt);
        await world.AssertLedgersAgreeAsync();
        await AssertSaneAsync(world);
    }

    [DatabaseFact]
    public async Task A_run_that_is_under_way_is_left_alone_and_goes_on()
    {
        await using World world = await OldWorldAsync();
        long debt = world.Book.Debt(D.AddDays(500));
        var stall = new Stall { BeforeSettling = true };
        Task<RunReport> slow = world.NewWorker(stall.Into).RunAsync(JobList.AutoDebit, D.AddDays(500));
        await stall.Reached;

        // So long that even what is under way is old.
        world.At(D.AddDays(1000), 9);
        await PruneAsync(world);
        await AssertSaneAsync(world);
        stall.WakeUp();

        Assert.Equal(RunState.Completed, (await slow).State);
        Assert.Equal("paid", world.Book.Status(debt));
        await world.AssertLedgersAgreeAsync();
        await AssertSaneAsync(world);
    }

    /// <summary>
    /// Somebody who paid, somebody who paid after a decline, somebody who never did, and somebody whose first card was
    /// closed; a month of jobs in the autumn of 2026, and a day of them 500 days later.
    /// </summary>
    private static async Task<World> OldWorldAsync()
    {
        World world = await World.StartAsync();
        world.Book.Debt(D);
        world.Book.Debt(D, token: "nsf-until:2026-11-22");
        world.Book.Debt(D, token: "nsf");
        Customer careless = world.Book.Customer();
        world.Book.Method(careless, "closed");
        world.Book.Method(careless, "ok", priority: 2);
        world.Book.Installment(world.Book.Plan(careless), D);
        foreach (int day in new[] { -3, -1, 0, 1, 3, 7, 30, 500 })
        {
            await RunDayAsync(world, day);
        }

        Assert.Equal(["overdue", "paid", "paid", "paid"], world.Book.Query<string>("select status from installment order by 1"));
        Assert.Empty(world.Book.OpenDebits());
        return world;
    }

    private static async Task RunDayAsync(World world, int day)
    {
        DateOnly date = D.AddDays(day);
        world.At(date, 9);
        foreach (string job in Daily)
        {
            DateOnly businessDate = JobList.Find(job)!.BusinessDate.DateOf(date);
            await world.RunAsync(job, businessDate, $"{date:yyyy-MM-dd} {job}");
        }
    }

    private static PruneService Pruning(World world) => new(
        [new RetainedMessages(world.Database), new RetainedAttempts(world.Database), new RetainedRuns(world.Database)],
        new AuditLog(world.Database),
        new RetentionSettings(),
        World.Zone,
        world.Clock);

    private static Task<PruneReport> PruneAsync(World world) =>
        Pruning(world).PruneAsync(new OperatorNote("ops", "retention"), null, CancellationToken.None);

    private static async Task AssertSaneAsync(World world)
    {
        var rules = new LedgerRules(world.Settings.Policies, AllocationOrder.Default);
        IReadOnlyList<InvariantResult> results = await new Invariants(new InvariantReader(world.Database), rules).CheckAsync(CancellationToken.None);
        Assert.Equal([], results.SelectMany(result => result.Examples.Select(example => $"{result.Name}: {example}")));
    }

    /// <summary>What must be there before and after: all but messages, attempts and runs, and of attempts what payments stand on.</summary>
    private static string[] Kept(World world)
    {
        string[] pruned = ["message: ", "debit_attempt: ", "job_run: ", "run_", "pruned_tally: ", "audit_entry: "];
        return
        [
            .. world.Book.Dump().Where(row => !pruned.Any(table => row.StartsWith(table, StringComparison.Ordinal))),
            .. world.Book.Attempts().Where(attempt => attempt.State == "succeeded").Select(attempt => attempt.OrderNo),
            .. world.Book.Attempts().Where(attempt => world.Book.Status(attempt.InstallmentId) == "overdue").Select(attempt => attempt.OrderNo),
        ];
    }

    private static async Task<(DateOnly?, long)[]> MemoryAsync(World world)
    {
        var store = new RunStore(world.Database);
        var memory = new List<(DateOnly?, long)>();
        foreach (string job in Daily)
        {
            memory.Add((await store.LastFinishedAsync(job, CancellationToken.None), (await store.ForPreviewAsync(job, D, CancellationToken.None)).PreviousLedgerMark));
        }

        return [.. memory];
    }

    private static int Mails(World world) => Directory.EnumerateFiles(world.Folder.File("mail"), "*.eml").Count();
}
