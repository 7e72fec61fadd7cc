using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

/// <summary>Customers and plans of the database, one at a time.</summary>
public sealed class AccountReader(Database database) : IAccountReader
{
    private readonly Statements statements = database.Statements;
    private readonly PlanFiles files = new(database);

    public Task<CustomerProfile?> FindCustomerAsync(long customerId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<CustomerProfile>(statements["site/customer"], new { CustomerId = customerId }),
            cancellationToken);

    public Task<IReadOnlyList<PlanTerms>> ReadPlansAsync(long customerId, long after, int count, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PlanTerms>>(
            async connection => [.. await connection.QueryAsync<PlanTerms>(
                statements["site/plans"], new { CustomerId = customerId, After = after, Count = count })],
            cancellationToken);

    public Task<PlanFile?> FindPlanAsync(long planId, CancellationToken cancellationToken) =>
        database.ReadSnapshotAsync(transaction => files.FindAsync(transaction, planId), cancellationToken);

    public Task<long?> FindPlanOfAsync(long installmentId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<long?>(statements["site/plan-of"], new { InstallmentId = installmentId }),
            cancellationToken);

    public Task<IReadOnlyList<BoundMethod>> ReadMethodsAsync(long customerId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<BoundMethod>>(
            async connection => [.. await connection.QueryAsync<BoundMethod>(statements["site/methods"], new { CustomerId = customerId })],
            cancellationToken);

    public Task<IReadOnlyList<PlacedHold>> ReadHoldsAsync(long customerId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PlacedHold>>(
            async connection => [.. await connection.QueryAsync<PlacedHold>(statements["site/holds"], new { CustomerId = customerId })],
            cancellationToken);

    public Task<IReadOnlyList<AttemptLine>> ReadAttemptsAsync(long installmentId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AttemptLine>>(
            async connection => [.. await connection.QueryAsync<AttemptLine>(
                statements["site/attempts-of-installment"], new { InstallmentId = installmentId })],
            cancellationToken);
}
