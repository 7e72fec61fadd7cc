using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

public sealed class OpenOrders(Database database) : IOpenOrders
{
    private readonly Statements statements = database.Statements;

    public Task<int> CountAsync(OpenOrderFilter filter, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.ExecuteScalarAsync<int>(
                statements["open-orders/count"],
                new { filter.Channel, filter.CustomerReference, filter.PlanReference, filter.MethodReference, filter.RunId }),
            cancellationToken);
}
