namespace Worker.Servicing.Operators;

/// <summary>The levers <c>suspend</c> and <c>reactivate</c> of a payment method: a suspended one is not debited, and the next one of its customer is.</summary>
public sealed class MethodDesk(IMethodStore store, OrdersTooLate tooLate, TimeProvider time)
{
    /// <exception cref="LeverRefusedException">No method has that reference, or it was revoked.</exception>
    public async Task<LeverOutcome> SuspendAsync(string reference, OperatorNote note, CancellationToken cancellationToken) =>
        await tooLate.TellAsync(
            await TurnAsync(reference, "active", "suspended", "suspend", note, cancellationToken),
            new OpenOrderFilter { MethodReference = reference },
            cancellationToken);

    /// <exception cref="LeverRefusedException">No method has that reference, or it was revoked.</exception>
    public Task<LeverOutcome> ReactivateAsync(string reference, OperatorNote note, CancellationToken cancellationToken) =>
        TurnAsync(reference, "suspended", "active", "reactivate", note, cancellationToken);

    private async Task<LeverOutcome> TurnAsync(
        string reference, string from, string to, string action, OperatorNote note, CancellationToken cancellationToken)
    {
        MethodChange change = await store.TurnAsync(new MethodTurn(reference, from, to, action), note, time.GetUtcNow(), cancellationToken)
            ?? throw new LeverRefusedException($"There is no payment method '{reference}'.") { Refusal = LeverRefusal.Unknown };
        if (!change.Changed && change.Before != to)
        {
            throw new LeverRefusedException($"Payment method {reference} is {change.Before}: its customer has to bind it anew.") { Refusal = LeverRefusal.Revoked };
        }

        return new LeverOutcome(change.Changed, $"Payment method {reference} is {to}{(change.Changed ? "" : " already")}.");
    }
}
