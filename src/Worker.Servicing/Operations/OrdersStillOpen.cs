using Worker.Servicing.Jobs;

namespace Worker.Servicing.Operations;

/// <summary>
/// Counts the orders that an action which forbids debits came too late for. Workers withdraw within a second what they have not
/// sent; an order that is still open after that may have been sent.
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

    /// <summary>Adds to the outcome of an action how many orders may have been sent all the same.</summary>
    public async Task<OperationOutcome> WarnAsync(OperationOutcome outcome, OpenOrderFilter filter, CancellationToken cancellationToken)
    {
        int open = outcome.Changed ? await CountAsync(filter, cancellationToken) : 0;
        return open == 0
            ? outcome
            : outcome with { Message = $"{outcome.Message} {open} order(s) were open and could not be withdrawn within a second: they may have been sent.", MayHaveBeenSent = open };
    }
}

/// <summary>Orders whose outcome is not recorded yet: they wait to be sent, or were sent.</summary>
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
