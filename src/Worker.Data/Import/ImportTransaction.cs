using System.Text.Json;
using Worker.Servicing.Import;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Data.Import;

internal sealed class ImportTransaction(Database database, DatabaseSession sessionOrTransaction) : IImportTransaction
{
    public static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    // SQL Server exchanges the 5,000 locks of a statement on one table or index for one on the whole of it: a row and its page are two.
    private const int RangeSize = 2_000;

    private readonly DatabaseSession session = sessionOrTransaction.WithTimeout(Timeout);

    public int BatchSize => database.StagingBatchSize;

    public Task StageAsync(IReadOnlyList<CustomerRow> rows) => StageAsync("customers", rows);

    public Task StageAsync(IReadOnlyList<PaymentMethodRow> rows) => StageAsync("payment-methods", rows);

    public Task StageAsync(IReadOnlyList<PlanRow> rows) => StageAsync("plans", rows);

    public Task StageAsync(IReadOnlyList<InstallmentRow> rows) => StageAsync("installments", rows);

    public Task StageAsync(IReadOnlyList<PaymentRow> rows) => StageAsync("payments", rows);

    public async Task<IReadOnlyDictionary<string, string>> ReadCurrenciesAsync(IReadOnlyCollection<string> planRefs)
    {
        var currencies = new Dictionary<string, string>(StringComparer.Ordinal);
        IEnumerable<(string PlanRef, string Currency)> found = await session.QueryAsync<(string, string)>(
            database.Statements["import-transaction/read-currencies"], new { References = Database.Batch(planRefs) });
        foreach ((string planRef, string currency) in found)
        {
            // A plan that is twice in its file is reported elsewhere.
            currencies.TryAdd(planRef, currency);
        }

        return currencies;
    }

    public async IAsyncEnumerable<ImportFinding> FindAsync(ImportCheckKind check)
    {
        await foreach (ImportFinding finding in session.QueryUnbufferedAsync<ImportFinding>(database.Statements[Name(check)]))
        {
            yield return finding;
        }
    }

    public async Task<ImportMatch> MatchAsync(ImportFile file)
    {
        (long known, long changed) = await session.QuerySingleAsync<(long, long)>(
            database.Statements[$"import-transaction/count-{Name(file)}"]);
        return new ImportMatch(known, changed);
    }

    public async Task<IReadOnlyList<long>> ReadPlansWithChangedInstallmentsAsync() =>
        [.. await session.QueryAsync<long>(database.Statements["import-transaction/read-plans-with-changed-installments"])];

    public async Task<IReadOnlyList<long>> ReadPlansWithNewPaymentsAsync() =>
        [.. await session.QueryAsync<long>(database.Statements["import-transaction/read-plans-with-new-payments"])];

    public async Task ApplyAsync(ImportFile file, string actor, DateTimeOffset now)
    {
        foreach ((string from, string to) in await session.QueryAsync<(string, string)>(
            database.Statements[$"import-transaction/ranges-{Name(file)}"], new { Size = RangeSize }))
        {
            await session.ExecuteAsync(
                database.Statements[$"import-transaction/apply-{Name(file)}"], new { FromKey = from, ToKey = to, Actor = actor, Now = now });
        }
    }

    public Task RecordAsync(string actor, DateTimeOffset now, string subject, IReadOnlyList<ImportFileReport> files) =>
        session.WriteAuditAsync(
            database, new AuditEntry(now, new Actor(actor), "import", subject, null, JsonSerializer.Serialize(files, BatchJson.Options)));

    private Task StageAsync<TRow>(string file, IReadOnlyList<TRow> rows) =>
        rows.Count == 0 ? Task.CompletedTask : database.StageAsync(session, file, rows);

    private static string Name(ImportFile file) => Path.GetFileNameWithoutExtension(file.Name).Replace('_', '-');

    private static string Name(ImportCheckKind check) => $"import-transaction/{JsonNamingPolicy.KebabCaseLower.ConvertName(check.ToString())}";
}
