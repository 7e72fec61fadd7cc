using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Servicing.Debits;

/// <summary>
/// The orders of a batch on their way to their channels. An order is sent only when its facts were checked within
/// the last second; until it is sent it can be withdrawn, and then it never is.
/// </summary>
public sealed class OrdersUnderWay : IDisposable
{
    /// <summary>How long a check of the facts is good for: a switch, a hold or a payment takes effect within this time.</summary>
    private static readonly TimeSpan LookLasts = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly MachineClock machine;
    private readonly PeriodicTimer timer;
    private readonly Dictionary<string, Order> orders;
    private readonly Lock gate = new();
    private readonly CancellationTokenRegistration stopped;
    private Task<bool>? tick;
    private TaskCompletionSource lookWanted = NewSignal();
    private TaskCompletionSource looked = NewSignal();
    private DateTimeOffset lookedAt;

    /// <param name="lookedAt">When the facts of all of them were last looked at, by the machine's clock.</param>
    /// <param name="stop">Withdraws all of them.</param>
    public OrdersUnderWay(IReadOnlyList<DecidedDebit> debits, DateTimeOffset lookedAt, MachineClock machine, CancellationToken stop)
    {
        this.machine = machine;
        this.lookedAt = lookedAt;
        timer = new PeriodicTimer(LookEvery, machine.Time);
        orders = debits.ToDictionary(debit => debit.Attempt.OrderNumber, debit => new Order(debit), StringComparer.Ordinal);
        stopped = stop.Register(WithdrawAll);
    }

    /// <summary>The orders without an answer: sent, or waiting.</summary>
    public IReadOnlyList<DecidedDebit> Unanswered => [.. orders.Values.Where(order => !order.Answer.IsCompleted).Select(order => order.Debit)];

    /// <summary>By order number, once all have arrived.</summary>
    public IReadOnlyDictionary<string, ChannelAnswer> Answers => orders.ToDictionary(order => order.Key, order => order.Value.Answer.Result, StringComparer.Ordinal);

    /// <summary>The orders that were withdrawn because their facts changed, and that are certainly never sent.</summary>
    public IReadOnlyList<DebitAttempt> Moved => [.. orders.Values.Where(order => order is { IsMoved: true, IsBack: true }).Select(order => order.Debit.Attempt)];

    /// <summary>Waits until the facts have to be checked again.</summary>
    /// <param name="sending">Ends when every order has its answer.</param>
    /// <returns>False when every order has its answer.</returns>
    public async Task<bool> IsLookDueAsync(Task sending)
    {
        tick ??= timer.WaitForNextTickAsync().AsTask();
        await Task.WhenAny(sending, tick, lookWanted.Task);
        tick = tick.IsCompleted ? null : tick;
        return !sending.IsCompleted;
    }

    /// <summary>The facts of the waiting orders were checked.</summary>
    /// <param name="at">When the look began, by the machine's clock.</param>
    public void Looked(DateTimeOffset at)
    {
        lock (gate)
        {
            lookedAt = at;
            lookWanted = NewSignal();
            looked.SetResult();
            looked = NewSignal();
        }
    }

    /// <summary>The check failed: waiting orders wait for the next one.</summary>
    public void LookFailed()
    {
        lock (gate)
        {
            lookWanted = NewSignal();
        }
    }

    /// <summary>Withdraws orders whose facts changed. Those that were sent are not affected.</summary>
    public void Withdraw(IEnumerable<string> orderNumbers)
    {
        foreach (string number in orderNumbers)
        {
            orders[number].IsMoved = true;
            orders[number].Withdraw();
        }
    }

    /// <summary>Withdraws whatever has not been sent.</summary>
    public void WithdrawAll()
    {
        foreach (Order order in orders.Values)
        {
            order.Withdraw();
        }
    }

    /// <summary>Sends one order once its facts were checked, unless it was withdrawn.</summary>
    /// <param name="deadline">Ends waiting for the answer.</param>
    /// <returns>The channel's answer; null when the order was withdrawn before it went out.</returns>
    public async Task<ChannelAnswer?> SendAsync(DebitAttempt attempt, IDebitChannel channel, CancellationToken deadline)
    {
        Order order = orders[attempt.OrderNumber];
        await WaitForLookAsync(order.Withdrawn);
        if (!order.TryHandOver())
        {
            return null;
        }

        ChannelAnswer answer = await DebitAsync(attempt, channel, order.Withdrawn, deadline);
        order.Answered(answer);
        return order is { IsBack: true, Withdrawn.IsCancellationRequested: true } ? null : answer;
    }

    /// <summary>Answers an order that is not sent.</summary>
    public void Leave(DebitAttempt attempt, string detail) =>
        orders[attempt.OrderNumber].Answered(new ChannelAnswer(ChannelOutcome.NotSent, Detail: detail));

    public void Dispose()
    {
        stopped.Dispose();
        timer.Dispose();
        foreach (Order order in orders.Values)
        {
            order.Dispose();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<ChannelAnswer> DebitAsync(
        DebitAttempt attempt, IDebitChannel channel, CancellationToken withdrawn, CancellationToken deadline)
    {
        try
        {
            return await channel.DebitAsync(attempt.ToOrder() with { WaitForCheck = WaitForLookAsync }, withdrawn, deadline);
        }
        catch (OperationCanceledException)
        {
            return new ChannelAnswer(ChannelOutcome.Unknown, Detail: "cancelled");
        }
    }

    /// <returns>False if the facts were checked within the last second already.</returns>
    private async ValueTask<bool> WaitForLookAsync(CancellationToken withdrawn)
    {
        for (bool waited = false; ; waited = true)
        {
            Task next;
            lock (gate)
            {
                if (machine.Now - lookedAt < LookLasts || withdrawn.IsCancellationRequested)
                {
                    return waited;
                }

                lookWanted.TrySetResult();
                next = looked.Task;
            }

            await next.WaitAsync(withdrawn).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class Order(DecidedDebit debit) : IDisposable
    {
        private readonly TaskCompletionSource<ChannelAnswer> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource withdrawn = new();
        private int isDecided;

        public DecidedDebit Debit => debit;

        public Task<ChannelAnswer> Answer => answer.Task;

        public CancellationToken Withdrawn => withdrawn.Token;

        /// <summary>Whether one of its facts changed.</summary>
        public bool IsMoved { get; set; }

        /// <summary>Whether it was answered without having been sent.</summary>
        public bool IsBack => answer.Task is { IsCompletedSuccessfully: true, Result.Outcome: ChannelOutcome.NotSent or ChannelOutcome.NotProcessed };

        public void Answered(ChannelAnswer given) => answer.TrySetResult(given);

        /// <summary>Whether it may be handed to its channel, which knows from then on whether it was sent.</summary>
        public bool TryHandOver() => Interlocked.Exchange(ref isDecided, 1) == 0;

        /// <summary>Withdraws it here, or at its channel once it was handed over.</summary>
        public void Withdraw()
        {
            if (TryHandOver())
            {
                Answered(new ChannelAnswer(ChannelOutcome.NotSent, Detail: "not sent"));
            }

            withdrawn.Cancel();
        }

        public void Dispose() => withdrawn.Dispose();
    }
}
