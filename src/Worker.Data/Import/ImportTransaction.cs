using System.Text.Json;
using Worker.Servicing.Import;

namespace Worker.Data.Import;

/// <summary>One import in one database transaction, through the staging tables.</summary>
internal sealed class ImportTransaction(Database database, DatabaseSession transaction) : IImportTransaction
{
    private static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    private readonly DatabaseSession session = transaction.WithTimeout(Timeout);

    public int BatchSize => database.StagingBatchSize;

    public Task ClearAsync() => ExecuteAsync("import/clear");

    public Task StageAsync(IReadOnlyList<CustomerRow> rows) => StageAsync("customers", rows);

    public Task StageAsync(IReadOnlyList<PaymentMethodRow> rows) => StageAsync("payment-methods", rows);

    public Task StageAsync(IReadOnlyList<PlanRow> rows) => StageAsync("plans", rows);

    public Task StageAsync(IReadOnlyList<InstallmentRow> rows) => StageAsync("installments", rows);

    public Task StageAsync(IReadOnlyList<PaymentRow> rows) => StageAsync("payments", rows);

    public async Task<IReadOnlyDictionary<string, string>> ReadCurrenciesAsync(IReadOnlyCollection<string> planRefs)
    {
        var currencies = new Dictionary<string, string>(StringComparer.Ordinal);
        IEnumerable<(string PlanRef, string Currency)> found = await session.QueryAsync<(string, string)>(
            database.Statements["import/currencies"], new { References = Database.Batch(planRefs) });
        foreach ((string planRef, string currency) in found)
        {
            // A plan that is twice in its file is told elsewhere.
            currencies.TryAdd(planRef, currency);
        }

        return currencies;
    }

    public async IAsyncEnumerable<ImportFinding> FindAsync(ImportCheckKind check)
    {
        await foreach (ImportFinding finding in session.QueryUnbufferedAsync<ImportFinding>(database.Statements[ImportStatements.Of(check)]))
        {
            yield return finding;
        }
    }

    public async Task<ImportMatch> MatchAsync(ImportFile file)
    {
        (long known, long changed) = await session.QuerySingleAsync<(long, long)>(
            database.Statements[$"import/count-{ImportStatements.Of(file)}"]);
        return new ImportMatch(known, changed);
    }

    public async Task<IReadOnlyList<long>> ReadPlansWithChangedInstallmentsAsync() =>
        [.. await session.QueryAsync<long>(database.Statements["import/plans-with-changed-installments"])];

    public async Task<IReadOnlyList<long>> ReadPlansWithNewPaymentsAsync() =>
        [.. await session.QueryAsync<long>(database.Statements["import/plans-with-new-payments"])];

    public Task ApplyAsync(ImportFile file, string actor, DateTimeOffset now) =>
        ExecuteAsync($"import/apply-{ImportStatements.Of(file)}", new { Actor = actor, Now = now });

    public Task RecordAsync(string actor, DateTimeOffset now, string subject, IReadOnlyList<ImportFileReport> files) =>
        session.WriteAuditAsync(
            database, new AuditEntry(now, actor, "import", subject, null, JsonSerializer.Serialize(files, BatchJson.Options)));

    private Task StageAsync<TRow>(string file, IReadOnlyList<TRow> rows) =>
        rows.Count == 0 ? Task.CompletedTask : database.StageAsync(session, file, rows);

    private Task ExecuteAsync(string statement, object? parameters = null) =>
        session.ExecuteAsync(database.Statements[statement], parameters);
}
