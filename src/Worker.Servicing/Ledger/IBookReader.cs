namespace Worker.Servicing.Ledger;

/// <summary>Reads from the book what several jobs need, a batch at a time.</summary>
public interface IBookReader
{
    /// <summary>Plans with their schedules and ledgers, by key. Keys that don't exist are left out.</summary>
    Task<IReadOnlyDictionary<long, PlanSnapshot>> ReadPlansAsync(IReadOnlyCollection<long> planIds, CancellationToken cancellationToken);

    /// <summary>Payment methods by customer, in order of priority; every status.</summary>
    Task<ILookup<long, PaymentMethod>> ReadMethodsAsync(IReadOnlyCollection<long> customerIds, CancellationToken cancellationToken);

    /// <summary>The customers and plans of these customers that are on hold on a business date.</summary>
    Task<Holds> ReadHoldsAsync(IReadOnlyCollection<long> customerIds, DateOnly businessDate, CancellationToken cancellationToken);
}
