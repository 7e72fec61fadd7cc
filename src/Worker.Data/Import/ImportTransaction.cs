using System.Data.Common;
using System.Text.Json;
using Dapper;
using Worker.Servicing.Import;

namespace Worker.Data.Import;

/// <summary>One import in one database transaction, through the staging tables.</summary>
internal sealed class ImportTransaction(Database database, DbTransaction transaction) : IImportTransaction
{
    /// <summary>A statement over a million rows takes its time.</summary>
    private const int TimeoutSeconds = 3600;

    private readonly DbConnection connection = transaction.Connection!;

    public Task ClearAsync() => ExecuteAsync("import/clear");

    public Task StageAsync(IReadOnlyList<CustomerRow> rows) => StageAsync("customers", rows);

    public Task StageAsync(IReadOnlyList<PaymentMethodRow> rows) => StageAsync("payment-methods", rows);

    public Task StageAsync(IReadOnlyList<PlanRow> rows) => StageAsync("plans", rows);

    public Task StageAsync(IReadOnlyList<InstallmentRow> rows) => StageAsync("installments", rows);

    public Task StageAsync(IReadOnlyList<PaymentRow> rows) => StageAsync("payments", rows);

    public async Task<IReadOnlyDictionary<string, string>> ReadCurrenciesAsync(IReadOnlyCollection<string> planRefs)
    {
        var currencies = new Dictionary<string, string>(StringComparer.Ordinal);
        IEnumerable<(string PlanRef, string Currency)> found = await connection.QueryAsync<(string, string)>(
            database.Statements["import/currencies"], new { References = Database.Batch(planRefs) }, transaction, TimeoutSeconds);
        foreach ((string planRef, string currency) in found)
        {
            // A plan that is twice in its file is told elsewhere.
            currencies.TryAdd(planRef, currency);
        }

        return currencies;
    }

    public IAsyncEnumerable<ImportFinding> FindAsync(ImportCheckKind check) =>
        connection.QueryUnbufferedAsync<ImportFinding>(database.Statements[ImportStatements.Of(check)], transaction: transaction, commandTimeout: TimeoutSeconds);

    public async Task<ImportMatch> MatchAsync(ImportFile file)
    {
        (long known, long changed) = await connection.QuerySingleAsync<(long, long)>(
            database.Statements[$"import/count-{ImportStatements.Of(file)}"], transaction: transaction, commandTimeout: TimeoutSeconds);
        return new ImportMatch(known, changed);
    }

    public async Task<IReadOnlyList<long>> ReadPlansWithChangedInstallmentsAsync() =>
        [.. await connection.QueryAsync<long>(database.Statements["import/plans-with-changed-installments"], transaction: transaction, commandTimeout: TimeoutSeconds)];

    public async Task<IReadOnlyList<long>> ReadPlansWithNewPaymentsAsync() =>
        [.. await connection.QueryAsync<long>(database.Statements["import/plans-with-new-payments"], transaction: transaction, commandTimeout: TimeoutSeconds)];

    public Task ApplyAsync(ImportFile file, string actor, DateTimeOffset now) =>
        ExecuteAsync($"import/apply-{ImportStatements.Of(file)}", new { Actor = actor, Now = now });

    public Task RecordAsync(string actor, DateTimeOffset now, string subject, IReadOnlyList<ImportFileReport> files) =>
        ExecuteAsync(
            "import/record-audit",
            new { Actor = actor, Now = now, Subject = subject, Detail = JsonSerializer.Serialize(files, BatchJson.Options) });

    private Task StageAsync<TRow>(string file, IReadOnlyList<TRow> rows) =>
        rows.Count == 0 ? Task.CompletedTask : database.StageAsync(transaction, file, rows);

    private Task ExecuteAsync(string statement, object? parameters = null) =>
        connection.ExecuteAsync(database.Statements[statement], parameters, transaction, TimeoutSeconds);
}
