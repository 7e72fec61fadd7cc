namespace Worker.Servicing.Import;

/// <summary>What an import did, or would have done, or why it did nothing.</summary>
/// <param name="Files">Each file that was there, in the order they were read.</param>
/// <param name="Errors">The first errors, by file and line; at most <see cref="BookImport.ErrorsShown"/>.</param>
/// <param name="ErrorCount">All errors, those that are not shown included.</param>
public sealed record ImportReport(
    bool DryRun,
    IReadOnlyList<ImportFileReport> Files,
    IReadOnlyList<ImportError> Errors,
    long ErrorCount,
    IReadOnlyList<long> PlansWithChangedInstallments,
    IReadOnlyList<long> PlansWithNewPayments)
{
    /// <summary>Whether the input was good. When it was not, nothing of it was imported.</summary>
    public bool Succeeded => ErrorCount == 0;
}
