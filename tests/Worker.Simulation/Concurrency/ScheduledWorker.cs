using Worker.Servicing.Jobs;

namespace Worker.Simulation.Concurrency;

/// <summary>A worker's place among those who take turns: its calls wait here, and its clocks are its own.</summary>
public sealed class ScheduledWorker : ICallWatch
{
    private readonly Queue<TaskCompletionSource> waiting = new();
    private readonly TurnScheduler turns;
    private int timers;

    public ScheduledWorker(TurnScheduler turns, World world, TimeSpan ahead)
    {
        this.turns = turns;
        Clocks = new WorkerClocks(new SkewedClock(world.Clock, ahead), new MachineClock(new SkewedClock(world.MachineTime, ahead, Sleep, WakeUp)));
    }

    /// <summary>The worker's clocks: ahead by so much, or behind.</summary>
    public WorkerClocks Clocks { get; }

    /// <summary>Whether a call waits for its turn.</summary>
    public bool HasCall => waiting.Count > 0;

    /// <summary>Whether the worker waits for time to pass.</summary>
    public bool IsAsleep => timers > 0;

    /// <summary>How many turns of others it is suspended for, in the middle of whatever it does.</summary>
    public int Suspended { get; set; }

    public async Task<T> MakeAsync<T>(Call<T> call)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        turns.Change(() => waiting.Enqueue(turn));
        await turn.Task;
        return await call.MakeAsync();
    }

    /// <summary>Lets the oldest call be made.</summary>
    public void TakeTurn() => waiting.Dequeue().SetResult();

    private void Sleep() => turns.Change(() => timers++);

    private void WakeUp() => turns.Change(() => timers--);
}
