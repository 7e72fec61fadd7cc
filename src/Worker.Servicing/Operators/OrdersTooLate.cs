namespace Worker.Servicing.Operators;

/// <summary>
/// How many orders an action that forbids debits came too late for. Whoever has orders on their way withdraws within a second
/// what has not gone out; what is still open then may have been sent.
/// </summary>
public sealed class OrdersTooLate(IOpenOrders orders, MachineClock machine)
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
    public async Task<LeverOutcome> TellAsync(LeverOutcome outcome, OpenOrderFilter filter, CancellationToken cancellationToken)
    {
        int open = outcome.Changed ? await CountAsync(filter, cancellationToken) : 0;
        return open == 0
            ? outcome
            : outcome with { Message = $"{outcome.Message} {open} order(s) were open and could not be withdrawn within a second: they may have been sent.", MayHaveBeenSent = open };
    }
}
