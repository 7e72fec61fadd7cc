using System.Diagnostics.CodeAnalysis;
using Worker.Data.Operations;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;
using Worker.Testing;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Jobs;

/// <summary>An operator cancels a run while workers are at it.</summary>
public sealed class CancelTests
{
    private static readonly OperatorNote Note = new("li.lei", "wrong day");
    private static readonly WorldSettings FakeMachine = new()
    {
        FakesMachineClock = true,
        Runs = new RunSettings { MaxParallelSlices = 1, SliceSize = 1 },
    };

    [DatabaseFact]
    public async Task A_worker_writes_what_it_has_in_hand_and_leaves_the_rest()
    {
        await using World world = await World.StartAsync(FakeMachine);
        long first = world.Book.Debt(D);
        long second = world.Book.Debt(D);
        var sending = new Held();
        Task<RunReport> working = world.NewWorker(sending.Into).RunAsync(JobList.AutoDebit, occurrence: "09:00");
        await sending.Reached;
        var cancellation = new CancellationRequests(world.Database);
        long run = world.Book.Query<long>("select run_id from job_run").Single();

        Assert.True(await cancellation.RequestAsync(run, Note, world.Clock.GetUtcNow(), default));
        Assert.Equal(RunEnd.Held, await cancellation.TryEndAsync(run, world.Clock.GetUtcNow(), world.Machine.Now, default));
        sending.GoOn();
        RunReport report = await working;

        Assert.Equal((RunState.Cancelled, "cancelled by li.lei: wrong day", 1L), (report.State, report.StopReason, report.Counts["debited"]));
        Assert.Equal(("paid", "scheduled"), (world.Book.Status(first), world.Book.Status(second)));
        await world.AssertLedgersAgreeAsync();
        Assert.Empty(world.Book.Attempts(second));
        Assert.False(await cancellation.RequestAsync(run, Note, world.Clock.GetUtcNow(), default));

        // The same time of the schedule stays cancelled, and the day unfinished; the next one does what is left.
        Assert.Equal(RunOpening.AlreadyFinished, (await world.NewWorker().RunAsync(JobList.AutoDebit, occurrence: "09:00")).Opening);
        Assert.Equal(1, (await world.NewWorker().RunAsync(JobList.AutoDebit, occurrence: "14:00")).Counts["debited"]);
        Assert.Equal("paid", world.Book.Status(second));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_worker_that_hangs_has_its_slice_taken_away_and_what_it_sent_is_asked_about()
    {
        await using World world = await World.StartAsync(FakeMachine);
        long debt = world.Book.Debt(D);
        var stall = new Stall { BeforeSettling = true };
        Task<RunReport> hanging = world.NewWorker(stall.Into).RunAsync(JobList.AutoDebit);
        await stall.Reached;
        var cancellation = new CancellationRequests(world.Database);
        long run = world.Book.Query<long>("select run_id from job_run").Single();

        await cancellation.RequestAsync(run, Note, world.Clock.GetUtcNow(), default);
        Assert.True(await cancellation.EndAsync(run, world.Clock.GetUtcNow(), default));
        stall.WakeUp();

        Assert.Equal(RunState.Cancelled, (await hanging).State);
        Assert.Single(world.Book.OpenDebits());
        world.At(D, 9, 20);
        await world.NewWorker().RunAsync(JobList.Reconcile);
        Assert.Equal("paid", world.Book.Status(debt));
        await world.AssertLedgersAgreeAsync();
    }

    [DatabaseFact]
    public async Task A_run_that_nobody_works_on_is_over_at_once_and_its_slices_are_nobodys()
    {
        await using World world = await World.StartAsync(FakeMachine);
        world.Book.Debt(D);
        var stall = new Stall { BeforeOpening = true };
        Task<RunReport> hanging = world.NewWorker(stall.Into).RunAsync(JobList.AutoDebit);
        await stall.Reached;
        var cancellation = new CancellationRequests(world.Database);
        long run = world.Book.Query<long>("select run_id from job_run").Single();
        await cancellation.RequestAsync(run, Note, world.Clock.GetUtcNow(), default);

        world.MachineTime.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(RunEnd.Ended, await cancellation.TryEndAsync(run, world.Clock.GetUtcNow(), world.Machine.Now, default));
        Assert.Equal(["left"], world.Book.Query<string>("select state from run_slice"));
        Assert.Empty(world.Book.Query<string>("select job from active_run"));
        stall.WakeUp();
        Assert.Equal(RunState.Cancelled, (await hanging).State);
        Assert.Empty(world.Book.Attempts());
        Assert.Null(await cancellation.RequestAsync(77, Note, world.Clock.GetUtcNow(), default));
    }

    [DatabaseFact]
    public async Task A_worker_that_waits_for_an_answer_learns_of_it_by_its_heartbeat()
    {
        await using World world = await World.StartAsync(FakeMachine);
        world.Book.Debt(D);
        var silent = new SilentChannels();
        Task<RunReport> waiting = world.NewWorker(parts => parts with { Channels = silent }).RunAsync(JobList.AutoDebit);
        await silent.Asked.OrGiveUpAsync();
        long run = world.Book.Query<long>("select run_id from job_run").Single();
        await new CancellationRequests(world.Database).RequestAsync(run, Note, world.Clock.GetUtcNow(), default);

        while (!waiting.IsCompleted)
        {
            world.MachineTime.Advance(TimeSpan.FromSeconds(1));
            Assert.Single(world.Book.Query<string>("select job from job_run"));
        }

        Assert.Equal(RunState.Cancelled, (await waiting).State);
        Assert.Single(world.Book.OpenDebits());
    }

    /// <summary>Holds the first debit back until the test lets it go on; then it goes out and is answered.</summary>
    private sealed class Held
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task.OrGiveUpAsync();

        public void GoOn() => told.TrySetResult();

        public WorkerParts Into(WorkerParts parts) => parts with
        {
            Channels = new FaultyChannels(parts.Channels)
            {
                Before = async _ =>
                {
                    if (reached.TrySetResult())
                    {
                        await told.Task.OrGiveUpAsync();
                    }

                    return null;
                },
            },
        };
    }

    /// <summary>A channel that answers nobody, and lets go of who does not want to wait any longer.</summary>
    private sealed class SilentChannels : IDebitChannels, IDebitChannel
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => asked.Task;

        public string Name => "sandbox";

        public bool TryGet(string name, [NotNullWhen(true)] out IDebitChannel? channel)
        {
            channel = this;
            return true;
        }

        public async Task<ChannelAnswer> DebitAsync(DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken)
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new ChannelAnswer(ChannelOutcome.Unknown);
        }

        public Task<ChannelAnswer> QueryStatusAsync(string orderNumber, CancellationToken cancellationToken) =>
            Task.FromResult(new ChannelAnswer(ChannelOutcome.Unknown));

        public Task<NoticeAnswer> NotifyAsync(DebitNotice notice, CancellationToken cancellationToken) =>
            Task.FromResult(new NoticeAnswer(NoticeOutcome.Unknown));
    }
}
