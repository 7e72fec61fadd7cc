using Worker.Servicing.Currencies;

namespace Worker.Servicing.Import;

internal sealed class ImportAttempt(
    RowReaders readers, string folder, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
{
    private readonly ImportErrors errors = new(BookImport.ErrorsShown);
    private readonly List<FileRead> files = [];

    public async Task StageAsync(IImportTransaction staging)
    {
        foreach (ImportFile file in ImportFolder.Files(folder))
        {
            await (file == ImportFile.Customers ? ReadAsync(file, RowReaders.Customer, staging.StageAsync, staging.BatchSize)
                : file == ImportFile.PaymentMethods ? ReadAsync(file, readers.PaymentMethod, staging.StageAsync, staging.BatchSize)
                : file == ImportFile.Plans ? ReadAsync(file, RowReaders.Plan, staging.StageAsync, staging.BatchSize)
                : file == ImportFile.Installments ? ReadAsync(file, readers.Installment, rows => StageAsync(staging, rows), staging.BatchSize)
                : ReadAsync(file, readers.Payment, rows => StageAsync(staging, rows), staging.BatchSize));
        }
    }

    public async Task<ImportReport> ApplyAsync(IImportTransaction transaction, bool dryRun, string actor, DateTimeOffset now)
    {
        // Half a file has references nobody can vouch for: what depends on it is not worth telling.
        if (files.All(file => file.IsWhole))
        {
            await CheckAsync(transaction);
        }

        if (errors.Count > 0)
        {
            return new ImportReport(
                dryRun, [.. files.Select(file => new ImportFileReport(file.File.Name, file.Records, 0, 0, 0))], errors.First(), errors.Count, [], []);
        }

        var reports = new List<ImportFileReport>();
        IReadOnlyList<long> changed = [];
        IReadOnlyList<long> paid = [];
        foreach (FileRead file in files)
        {
            // Asked for just before it is done: the plans are there by now, and the difference is still to be seen.
            changed = file.File == ImportFile.Installments ? await transaction.ReadPlansWithChangedInstallmentsAsync() : changed;
            paid = file.File == ImportFile.Payments ? await transaction.ReadPlansWithNewPaymentsAsync() : paid;
            reports.Add(await ApplyAsync(transaction, file, actor, now));
        }

        await transaction.RecordAsync(actor, now, folder, reports);
        return new ImportReport(dryRun, reports, [], 0, changed, paid);
    }

    private async Task ReadAsync<TRow>(ImportFile file, Func<CsvRecord, TRow?> read, Func<IReadOnlyList<TRow>, Task> stage, int batchSize)
        where TRow : class
    {
        using var csv = new CsvFile(folder, file, errors);
        var batch = new List<TRow>(batchSize);
        long records = 0;
        while (csv.Read() is CsvRecord record)
        {
            records++;
            if (read(record) is TRow row)
            {
                batch.Add(row);
            }

            if (records % batchSize == 0)
            {
                await StageBatchAsync();
            }
        }

        await StageBatchAsync();
        files.Add(new FileRead(file, records, csv.Bytes, csv.IsWhole));

        async Task StageBatchAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            await stage(batch);
            batch.Clear();
            progress?.Report(new ImportProgress(file, ImportStage.Reading, records, csv.BytesRead, csv.Bytes));
        }
    }

    private async Task StageAsync(IImportTransaction staging, IReadOnlyList<Draft<InstallmentRow>> drafts)
    {
        IReadOnlyDictionary<string, string> currencies = await CurrenciesAsync(staging, drafts.Select(draft => draft.Row.PlanRef));
        await staging.StageAsync(
        [
            .. drafts.Select(draft => draft.Row with
            {
                Principal = Minor(ImportFile.Installments, draft.Row.Line, "principal", draft.First, draft.Row.PlanRef, currencies, least: 0),
                Interest = Minor(ImportFile.Installments, draft.Row.Line, "interest", draft.Second, draft.Row.PlanRef, currencies, least: 0),
            }),
        ]);
    }

    private async Task StageAsync(IImportTransaction staging, IReadOnlyList<Draft<PaymentRow>> drafts)
    {
        IReadOnlyDictionary<string, string> currencies = await CurrenciesAsync(staging, drafts.Select(draft => draft.Row.PlanRef));
        await staging.StageAsync(
        [
            .. drafts.Select(draft => draft.Row with
            {
                Amount = Minor(ImportFile.Payments, draft.Row.Line, "amount", draft.First, draft.Row.PlanRef, currencies, least: 1),
            }),
        ]);
    }

    private static Task<IReadOnlyDictionary<string, string>> CurrenciesAsync(IImportTransaction staging, IEnumerable<string?> planRefs) =>
        staging.ReadCurrenciesAsync([.. planRefs.OfType<string>().Distinct(StringComparer.Ordinal)]);

    private long? Minor(
        ImportFile file, long line, string column, string? text, string? planRef, IReadOnlyDictionary<string, string> currencies, long least)
    {
        if (text is null)
        {
            return null;
        }

        Currency? currency = null;
        if (planRef is not null && currencies.TryGetValue(planRef, out string? code) && !Currency.TryParse(code, out currency))
        {
            errors.Add(file, line, column, $"the plan's currency {Quoted.Of(code)} is not one the worker knows");
            return null;
        }

        long? minor = ImportAmount.Read(text, currency, least, out string? wrong);
        if (wrong is not null)
        {
            errors.Add(file, line, column, wrong);
        }

        return minor;
    }

    private async Task CheckAsync(IImportTransaction transaction)
    {
        foreach (FileRead file in files)
        {
            foreach (ImportCheck check in ImportCheck.All.Where(check => check.File == file.File))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await foreach (ImportFinding finding in transaction.FindAsync(check.Kind))
                {
                    errors.Add(file.File, finding.Line, finding.ColumnName, () => check.Tell(finding));
                }
            }

            Report(file, ImportStage.Checking);
        }
    }

    private async Task<ImportFileReport> ApplyAsync(IImportTransaction transaction, FileRead file, string actor, DateTimeOffset now)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ImportMatch match = await transaction.MatchAsync(file.File);
        await transaction.ApplyAsync(file.File, actor, now);
        Report(file, ImportStage.Writing);
        return new ImportFileReport(
            file.File.Name, file.Records, Added: file.Records - match.Known, Updated: match.Changed, Unchanged: match.Known - match.Changed);
    }

    private void Report(FileRead file, ImportStage stage) =>
        progress?.Report(new ImportProgress(file.File, stage, file.Records, file.Bytes, file.Bytes));

    private sealed record FileRead(ImportFile File, long Records, long Bytes, bool IsWhole);
}
