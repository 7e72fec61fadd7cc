using Worker.Servicing.Operations;

namespace Worker.Data.Queries;

public sealed class DoubtReader(Database database) : IDoubtReader
{
    private readonly Statements statements = database.Statements;

    public Task<DoubtPage> ReadAsync(string after, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                DoubtRow[] rows =
                [
                    .. await connection.QueryAsync<DoubtRow>(statements["doubt-reader/read"], new { After = after.Ansi(), Count = IDoubtReader.PageSize + 1 }),
                ];
                return rows.Length > IDoubtReader.PageSize
                    ? new DoubtPage(rows[..IDoubtReader.PageSize], rows[IDoubtReader.PageSize - 1].OrderNumber)
                    : new DoubtPage(rows, null);
            },
            cancellationToken);
}
