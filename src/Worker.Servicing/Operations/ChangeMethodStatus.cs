namespace Worker.Servicing.Operations;

/// <summary>The levers <c>suspend</c> and <c>reactivate</c> of a payment method: a suspended one is not debited, and the next one of its customer is.</summary>
public sealed class ChangeMethodStatus(IMethodStore store, OrdersStillOpen tooLate, TimeProvider time)
{
    /// <exception cref="OperationRefusedException">No method has that reference, or it was revoked.</exception>
    public async Task<OperationOutcome> SuspendAsync(string reference, OperatorNote note, CancellationToken cancellationToken) =>
        await tooLate.TellAsync(
            await TurnAsync(reference, "active", "suspended", "suspend", note, cancellationToken),
            new OpenOrderFilter { MethodReference = reference },
            cancellationToken);

    /// <exception cref="OperationRefusedException">No method has that reference, or it was revoked.</exception>
    public Task<OperationOutcome> ReactivateAsync(string reference, OperatorNote note, CancellationToken cancellationToken) =>
        TurnAsync(reference, "suspended", "active", "reactivate", note, cancellationToken);

    private async Task<OperationOutcome> TurnAsync(
        string reference, string from, string to, string action, OperatorNote note, CancellationToken cancellationToken)
    {
        MethodChange change = await store.TurnAsync(new MethodTurn(reference, from, to, action), note, time.GetUtcNow(), cancellationToken)
            ?? throw new OperationRefusedException($"There is no payment method '{reference}'.") { Refusal = RefusalReason.Unknown };
        if (!change.Changed && change.Before != to)
        {
            throw new OperationRefusedException($"Payment method {reference} is {change.Before}: its customer has to bind it anew.") { Refusal = RefusalReason.Revoked };
        }

        return new OperationOutcome(change.Changed, $"Payment method {reference} is {to}{(change.Changed ? "" : " already")}.");
    }
}

/// <summary>Changes the status of payment methods, in one transaction with its line in the audit log.</summary>
public interface IMethodStore
{
    /// <summary>Changes the status of a method that has the one it is to be changed from.</summary>
    /// <returns>What was found and done; null when no method has that reference.</returns>
    Task<MethodChange?> TurnAsync(MethodTurn turn, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}

public sealed record MethodTurn(string Reference, string From, string To, string Action);

public sealed record MethodChange(bool Changed, string Before);
