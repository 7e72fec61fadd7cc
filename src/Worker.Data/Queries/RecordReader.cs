using System.Runtime.CompilerServices;
using Worker.Servicing.Operations;

namespace Worker.Data.Queries;

public sealed class RecordReader(Database database) : IRecordReader
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<OverdueLine>> ReadOverdueAsync(
        DateOnly from, DateOnly to, OverdueLine? after, int count, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<OverdueLine>>(
            async connection => [.. await connection.QueryAsync<OverdueLine>(
                statements["record-reader/read-overdue"],
                new { From = after?.DueOn ?? from, To = to, AfterPlan = after?.PlanId ?? 0, After = after?.InstallmentId ?? 0, Count = count })],
            cancellationToken);

    public async IAsyncEnumerable<RunRow> ReadRunRowsAsync(long runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using DatabaseSession connection = await database.OpenAsync(cancellationToken);
        await foreach (RunRow row in connection.QueryUnbufferedAsync<RunRow>(statements["record-reader/run-attempts"], new { RunId = runId }))
        {
            yield return row;
        }

        await foreach (RunRow row in connection.QueryUnbufferedAsync<RunRow>(statements["record-reader/run-error-rows"], new { RunId = runId }))
        {
            yield return row;
        }
    }

    public Task<bool> HasRunAsync(long runId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QueryAsync<long>(statements["run/read"], new { Ids = Database.Batch([runId]) })).Any(),
            cancellationToken);
}
