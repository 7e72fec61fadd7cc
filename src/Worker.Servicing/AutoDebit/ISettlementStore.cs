using Worker.Servicing.Runs;

namespace Worker.Servicing.AutoDebit;

public interface ISettlementStore
{
    /// <summary>
    /// Writes settlements in one transaction with the step of the slice: attempts, open debits, ledger entries, statuses,
    /// suspended methods, messages, counters. Attempts that are no longer in doubt are left as they are, with nothing
    /// counted. Of several settlements that suspend one method, only the first one's message of it is written, and none
    /// when the method was suspended before.
    /// </summary>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task SettleAsync(SliceStep step, IReadOnlyList<Settlement> settlements, DateTimeOffset now, CancellationToken cancellationToken);
}
