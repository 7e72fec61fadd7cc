using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operators;

public interface IWaiverStore
{
    /// <summary>
    /// In one transaction: reads a plan, lets the rule decide on it, enters the waiver, writes the statuses and the audit
    /// log. No other waiver of the plan comes in between.
    /// </summary>
    /// <param name="decide">Decides on the plan as it stands; null when no plan has that reference. What it throws undoes everything.</param>
    /// <returns>What was entered; null when the ledger has that key already, and then nothing was asked or written.</returns>
    /// <exception cref="LeverRefusedException">The plan's ledger moved between reading and writing: nothing was written.</exception>
    Task<Waiver?> EnterAsync(
        string planReference,
        string key,
        Func<PlanSnapshot?, Waiver> decide,
        OperatorNote note,
        DateTimeOffset now,
        CancellationToken cancellationToken);
}
