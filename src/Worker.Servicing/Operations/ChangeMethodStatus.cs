using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operations;

/// <summary>Suspends and reactivates payment methods: a suspended one is not debited, and the next one of its customer is.</summary>
public sealed class ChangeMethodStatus(IMethodStore store, OrdersStillOpen ordersStillOpen, TimeProvider time)
{
    /// <exception cref="OperationRefusedException">No method has that reference, or it was revoked.</exception>
    public async Task<OperationOutcome> SuspendAsync(string reference, OperatorNote note, CancellationToken cancellationToken) =>
        await ordersStillOpen.WarnAsync(
            await ChangeAsync(reference, PaymentMethodStatus.Active, PaymentMethodStatus.Suspended, "suspend", note, cancellationToken),
            new OpenOrderFilter { MethodReference = reference },
            cancellationToken);

    /// <exception cref="OperationRefusedException">No method has that reference, or it was revoked.</exception>
    public Task<OperationOutcome> ReactivateAsync(string reference, OperatorNote note, CancellationToken cancellationToken) =>
        ChangeAsync(reference, PaymentMethodStatus.Suspended, PaymentMethodStatus.Active, "reactivate", note, cancellationToken);

    private async Task<OperationOutcome> ChangeAsync(
        string reference, string from, string to, string action, OperatorNote note, CancellationToken cancellationToken)
    {
        MethodChange change = await store.ChangeStatusAsync(reference, from, to, action, note, time.GetUtcNow(), cancellationToken)
            ?? throw new OperationRefusedException($"There is no payment method '{reference}'.") { Refusal = RefusalReason.Unknown };
        if (!change.Changed && change.Before != to)
        {
            throw new OperationRefusedException($"Payment method {reference} is {change.Before}: its customer has to bind it anew.") { Refusal = RefusalReason.Revoked };
        }

        return new OperationOutcome(change.Changed, $"Payment method {reference} is {to}{(change.Changed ? "" : " already")}.");
    }
}

public interface IMethodStore
{
    /// <summary>Changes the status of a method that has the one it is to be changed from, in one transaction with its line in the audit log.</summary>
    /// <param name="action">What the audit log calls it.</param>
    /// <returns>What was found and done; null when no method has that reference.</returns>
    Task<MethodChange?> ChangeStatusAsync(
        string reference, string from, string to, string action, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}

public sealed record MethodChange(bool Changed, string Before);
