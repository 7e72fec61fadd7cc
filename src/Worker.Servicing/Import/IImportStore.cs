namespace Worker.Servicing.Import;

public interface IImportStore
{
    /// <summary>
    /// Runs one import: <paramref name="stage"/> stages, <paramref name="apply"/> does everything else in one transaction. That is
    /// kept when it answers true; when it answers false or either throws, nothing has happened.
    /// </summary>
    Task RunAsync(Func<IImportTransaction, Task> stage, Func<IImportTransaction, Task<bool>> apply, CancellationToken cancellationToken);
}

/// <summary>One import while it is under way: rows are staged; then, in one transaction, they are checked as a whole and applied.</summary>
public interface IImportTransaction
{
    int BatchSize { get; }

    Task StageAsync(IReadOnlyList<CustomerRow> rows);

    Task StageAsync(IReadOnlyList<PaymentMethodRow> rows);

    Task StageAsync(IReadOnlyList<PlanRow> rows);

    Task StageAsync(IReadOnlyList<InstallmentRow> rows);

    Task StageAsync(IReadOnlyList<PaymentRow> rows);

    /// <summary>The currency codes of plans, staged or in the book, by reference. What is in neither is missing.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadCurrenciesAsync(IReadOnlyCollection<string> planRefs);

    /// <summary>What a check finds among the staged rows, in no order. Read it to its end before the next call.</summary>
    IAsyncEnumerable<ImportFinding> FindAsync(ImportCheckKind check);

    /// <summary>How many staged rows of a file are in the book already, and how many of those with other values.</summary>
    Task<ImportMatch> MatchAsync(ImportFile file);

    /// <summary>Keys of the plans of which staged installments change what the book has. Ask before they are applied.</summary>
    Task<IReadOnlyList<long>> ReadPlansWithChangedInstallmentsAsync();

    /// <summary>Keys of the plans that staged payments are new to. Ask when the plans are applied and the payments are not.</summary>
    Task<IReadOnlyList<long>> ReadPlansWithNewPaymentsAsync();

    /// <summary>Adds and updates what is staged of a file. Files are applied in the order of <see cref="ImportFile.All"/>.</summary>
    Task ApplyAsync(ImportFile file, string actor, DateTimeOffset now);

    Task RecordAsync(string actor, DateTimeOffset now, string subject, IReadOnlyList<ImportFileReport> files);
}

public readonly record struct ImportMatch(long Known, long Changed);

public sealed class ImportFinding
{
    public long Line { get; init; }

    public string ColumnName { get; init; } = "";

    /// <summary>What the check is about: a reference, or what the book has. Amounts are minor units.</summary>
    public string Value { get; init; } = "";

    public string? Other { get; init; }

    public string? Currency { get; init; }
}
