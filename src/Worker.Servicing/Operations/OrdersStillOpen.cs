using Worker.Servicing.Jobs;

namespace Worker.Servicing.Operations;

/// <summary>
/// How many orders an action that forbids debits came too late for. Whoever has orders on their way withdraws within a second
/// what has not gone out; what is still open then may have been sent.
/// </summary>
public sealed class OrdersStillOpen(IOpenOrders orders, MachineClock machine)
{
    private static readonly TimeSpan TakesEffectWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until no such order is open any more, a second at most.</summary>
    /// <returns>How many are open then.</returns>
    public async Task<int> CountAsync(OpenOrderFilter filter, CancellationToken cancellationToken)
    {
        DateTimeOffset end = machine.Now + TakesEffectWithin;
        int open;
        while ((open = await orders.CountAsync(filter, cancellationToken)) > 0 && machine.Now < end)
        {
            await Task.Delay(Look, machine.Time, cancellationToken);
        }

        return open;
    }

    /// <summary>The outcome of an action that came too late for the orders that are still open after a second.</summary>
    public async Task<OperationOutcome> TellAsync(OperationOutcome outcome, OpenOrderFilter filter, CancellationToken cancellationToken)
    {
        int open = outcome.Changed ? await CountAsync(filter, cancellationToken) : 0;
        return open == 0
            ? outcome
            : outcome with { Message = $"{outcome.Message} {open} order(s) were open and could not be withdrawn within a second: they may have been sent.", MayHaveBeenSent = open };
    }
}

/// <summary>Orders that are open and of which nobody has written down yet what became of them: they wait to be sent, or are out.</summary>
public interface IOpenOrders
{
    Task<int> CountAsync(OpenOrderFilter filter, CancellationToken cancellationToken);
}

/// <summary>Which open orders; what is null is any.</summary>
public sealed record OpenOrderFilter
{
    public string? Channel { get; init; }

    public string? CustomerReference { get; init; }

    public string? PlanReference { get; init; }

    public string? MethodReference { get; init; }

    public long? RunId { get; init; }
}
