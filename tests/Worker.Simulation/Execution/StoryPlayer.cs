using Microsoft.Data.Sqlite;
using Worker.Servicing.Jobs;
using Worker.Simulation.Generation;
using Worker.Simulation.Oracles;
using Worker.Testing;

namespace Worker.Simulation.Execution;

/// <summary>What became of a story.</summary>
/// <param name="Findings">What an oracle found wrong, in the order in which it did; empty when nothing was.</param>
/// <param name="Runs">How many runs there were.</param>
/// <param name="Debits">How many orders were sent.</param>
/// <param name="Crashes">How often the worker died.</param>
public sealed record Outcome(IReadOnlyList<string> Findings, int Runs = 0, int Debits = 0, int Crashes = 0);

/// <summary>
/// Plays a story on a real worker: a database file, the sandbox gateway on loopback, every job at its times. Only clocks
/// are moved by hand, and nobody waits.
/// </summary>
public sealed class StoryPlayer
{
    /// <summary>Longer than any lease: whoever holds one has let go of it.</summary>
    private static readonly TimeSpan LongerThanLease = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TakesEffectWithin = TimeSpan.FromSeconds(1);

    private readonly Story story;
    private readonly World world;
    private readonly Oracle oracle;
    private readonly FactReader reader;
    private readonly GatewayObserver gateway;
    private readonly Mailbox mailbox;
    private readonly ActingOperators operators;
    private readonly StoryWatcher watcher;
    private readonly Func<World, int, Task> meddle;
    private WorkerProcess process = null!;
    private CrashPlan crashes = null!;
    private int triggers;
    private int crashCount;

    private StoryPlayer(Story story, World world, Func<World, int, Task> meddle)
    {
        this.story = story;
        this.world = world;
        this.meddle = meddle;
        oracle = new Oracle(story);
        reader = new FactReader(world.Database);
        gateway = new GatewayObserver(world.Clock);
        mailbox = new Mailbox(world.Clock);
        watcher = new StoryWatcher(world, oracle, reader, gateway, mailbox);
        operators = new ActingOperators(world, story, StorySettings.Calendar(story), StorySettings.Roll(story), StorySettings.Directory(story));
    }

    /// <summary>Plays a story until its end, or until the end of the first day on which something is wrong.</summary>
    /// <param name="story">The story.</param>
    /// <param name="meddle">Does something behind everybody's back before a day begins: for tests of the oracle.</param>
    public static async Task<Outcome> PlayAsync(Story story, Func<World, int, Task>? meddle = null)
    {
        await using World started = await World.StartAsync(StorySettings.Of(story));
        var player = new StoryPlayer(story, started, meddle ?? ((_, _) => Task.CompletedTask));
        await player.PlayAsync();
        return new Outcome(player.oracle.Findings, player.oracle.Runs, player.gateway.Calls.Count(call => call.IsDebit), player.crashCount);
    }

    private async Task PlayAsync()
    {
        world.Clock.MoveTo(oracle.Clock.InstantOf(story.From, new TimeOnly(0, 5)));
        await operators.ImportBookAsync();
        oracle.Loaded(await reader.ReadAsync(), world.Clock.GetUtcNow());
        Start();
        bool isDown = false;
        for (int day = 0; day < story.Days && oracle.Findings.Count == 0; day++)
        {
            await meddle(world, day);
            SetFaults(day);
            foreach (ScheduledTime scheduled in ScheduledTime.OfDay)
            {
                if (story.Events.OfType<Outage>().Any(outage => Covers(outage, day, scheduled.Time)))
                {
                    isDown = true;
                    continue;
                }

                world.Clock.MoveTo(oracle.Clock.InstantOf(story.DayAt(day), scheduled.Time));
                if (isDown)
                {
                    isDown = false;
                    await RestartAsync();
                }

                await PlayAsync(scheduled, day);
            }

            await watcher.CloseDayAsync();
        }
    }

    private static bool Covers(Outage outage, int day, TimeOnly time) =>
        (day, time.ToTimeSpan()).CompareTo((outage.Day, TimeSpan.FromHours(outage.Hour))) >= 0
        && (day, time.ToTimeSpan()).CompareTo((outage.UntilDay, TimeSpan.FromHours(outage.UntilHour))) < 0;

    private void SetFaults(int day)
    {
        gateway.Faults = story.Events.OfType<GatewayFault>().Where(fault => fault.Day == day).ToLookup(fault => fault.Installment, fault => fault.Kind);
        gateway.NoticeFault = story.Events.OfType<NoticeFault>().FirstOrDefault(fault => fault.Day == day);
        mailbox.Faults = story.Events.OfType<MailFault>()
            .Where(fault => fault.Day == day)
            .GroupBy(fault => fault.Customer, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Kind, StringComparer.Ordinal);
    }

    private async Task PlayAsync(ScheduledTime scheduled, int day)
    {
        switch (scheduled.Kind)
        {
            case ScheduledTimeKind.People:
                foreach (StoryAction action in story.Events.OfType<StoryAction>().Where(one => one.Day == day && one.Hour == scheduled.Time.Hour))
                {
                    await ActAsync(action);
                }

                break;
            case ScheduledTimeKind.WhenDue when await reader.NextAsync(ofMail: scheduled.Job == JobList.SendMail) is not DateTimeOffset next || next > world.Clock.GetUtcNow():
                break;
            default:
                Arm(day, scheduled.Time);
                await DispatchAsync(JobList.Find(scheduled.Job)!);
                break;
        }
    }

    private async Task ActAsync(StoryAction action)
    {
        if (action is Retrigger retrigger)
        {
            JobDefinition job = JobList.Find(retrigger.Job)!;
            DateOnly date = oracle.Clock.DateAt(world.Clock.GetUtcNow()).AddDays(-retrigger.DaysBack - (ScheduledTime.IsOfClosedDay(retrigger.Job) ? 1 : 0));
            crashes.Arm(0, false, 0);
            await GuardedAsync(() => process.RunAsync(
                new RunRequest(job.Name, date, $"by hand {++triggers}", RunTrigger.Manual, new Actor("operator"), "the story says so"), CancellationToken.None));
            return;
        }

        await ActNowAsync(action);
    }

    private async Task<string?> ActNowAsync(StoryAction action)
    {
        string? refusal = await operators.DoAsync(action);
        oracle.Acted(action, refusal, world.Clock.GetUtcNow(), await reader.ReadAsync());
        return refusal;
    }

    /// <summary>What the run had done by then is looked at first; from a second later on it goes by what was done.</summary>
    private async Task ActInRunAsync(StoryAction action, string? afterOrder)
    {
        await watcher.LookAfterDeathAsync();
        watcher.DoneMeanwhile(new ActedMeanwhile(action, await ActNowAsync(action) is not null, afterOrder));
        world.MachineTime.Advance(TakesEffectWithin);
    }

    private async Task DispatchAsync(JobDefinition job)
    {
        CrashPlan worker = crashes;
        int faults = worker.Faults;
        DateOnly? newest = oracle.NewestOf(job.Name);
        await GuardedAsync(() => process.DispatchAsync(job));
        if (worker.Faults == faults)
        {
            oracle.Dispatched(job.Name, world.Clock.GetUtcNow(), newest);
        }
    }

    /// <summary>Runs something; a worker that dies of it is started again five minutes later.</summary>
    private async Task GuardedAsync(Func<Task> run)
    {
        world.MachineTime.Advance(LongerThanLease);
        try
        {
            await run();
        }
        catch (WorkerCrashedException)
        {
            crashCount++;
            await watcher.LookAfterDeathAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(5));
            await RestartAsync();
        }
        catch (SqliteException)
        {
            // The call that opens a run failed: there is no run, and the next time of the job makes up for it.
        }
    }

    private async Task RestartAsync()
    {
        world.MachineTime.Advance(LongerThanLease);
        Start();
        await process.CatchUpAsync();
    }

    private void Start()
    {
        crashes = new CrashPlan();
        watcher.Started(crashes);
        process = world.NewWorker(
            parts => parts with { Runs = new RunObserver(parts.Runs, watcher), Channels = gateway.Around(parts.Channels), Mail = mailbox }, crashes);
    }

    private void Arm(int day, TimeOnly time)
    {
        ProcessCrash? crash = story.Events.OfType<ProcessCrash>().FirstOrDefault(one => one.Day == day && one.ScheduledTime == time);
        DatabaseFault? fault = story.Events.OfType<DatabaseFault>().FirstOrDefault(one => one.Day == day && one.ScheduledTime == time);
        crashes.Arm(crash?.Call ?? 0, crash?.AfterEffect ?? false, fault?.Call ?? 0);
        if (story.Events.OfType<Meanwhile>().FirstOrDefault(one => one.Day == day && one.ScheduledTime == time) is Meanwhile meanwhile)
        {
            crashes.Meanwhile(meanwhile.Call, meanwhile.IsOrder, order => ActInRunAsync(meanwhile.Action, order));
        }
    }
}
