using Worker.Servicing.Import;

namespace Worker.Servicing.Tests.Import;

/// <summary>Keeps what an import stages, and finds nothing wrong with it: for what is decided row by row.</summary>
internal sealed class StagedRows : IImportStore, IImportTransaction
{
    public List<CustomerRow> Customers { get; } = [];

    public List<PaymentMethodRow> PaymentMethods { get; } = [];

    public List<PlanRow> Plans { get; } = [];

    public List<InstallmentRow> Installments { get; } = [];

    public List<PaymentRow> Payments { get; } = [];

    public bool? Kept { get; private set; }

    public int LargestBatch { get; private set; }

    public int BatchSize => 500;

    public async Task RunAsync(
        Func<IImportTransaction, Task> stage, Func<IImportTransaction, Task<bool>> apply, CancellationToken cancellationToken)
    {
        await stage(this);
        Kept = await apply(this);
    }

    public Task StageAsync(IReadOnlyList<CustomerRow> rows) => Add(Customers, rows);

    public Task StageAsync(IReadOnlyList<PaymentMethodRow> rows) => Add(PaymentMethods, rows);

    public Task StageAsync(IReadOnlyList<PlanRow> rows) => Add(Plans, rows);

    public Task StageAsync(IReadOnlyList<InstallmentRow> rows) => Add(Installments, rows);

    public Task StageAsync(IReadOnlyList<PaymentRow> rows) => Add(Payments, rows);

    public Task<IReadOnlyDictionary<string, string>> ReadCurrenciesAsync(IReadOnlyCollection<string> planRefs) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(Plans
            .Where(plan => plan.Currency is not null && planRefs.Contains(plan.PlanRef))
            .ToDictionary(plan => plan.PlanRef, plan => plan.Currency!, StringComparer.Ordinal));

    public IAsyncEnumerable<ImportFinding> FindAsync(ImportCheckKind check) => AsyncEnumerable.Empty<ImportFinding>();

    public Task<ImportMatch> MatchAsync(ImportFile file) => Task.FromResult(default(ImportMatch));

    public Task<IReadOnlyList<long>> ReadPlansWithChangedInstallmentsAsync() => Task.FromResult<IReadOnlyList<long>>([]);

    public Task<IReadOnlyList<long>> ReadPlansWithNewPaymentsAsync() => Task.FromResult<IReadOnlyList<long>>([]);

    public Task ApplyAsync(ImportFile file, string actor, DateTimeOffset now) => Task.CompletedTask;

    public Task RecordAsync(string actor, DateTimeOffset now, string subject, IReadOnlyList<ImportFileReport> files) => Task.CompletedTask;

    private Task Add<TRow>(List<TRow> to, IReadOnlyList<TRow> rows)
    {
        to.AddRange(rows);
        LargestBatch = Math.Max(LargestBatch, rows.Count);
        return Task.CompletedTask;
    }
}
