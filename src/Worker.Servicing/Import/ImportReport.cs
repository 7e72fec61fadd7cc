using System.Globalization;

namespace Worker.Servicing.Import;

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
    public bool Succeeded => ErrorCount == 0;
}

/// <summary>What became of one file. Without errors, added, updated and unchanged add up to what was read; with errors they are 0.</summary>
public sealed record ImportFileReport(string File, long Read, long Added, long Updated, long Unchanged);

/// <param name="Line">The line its record starts on, the header being line 1; 0 when it is about the file as such.</param>
/// <param name="Column">The column's name; empty when <paramref name="Line"/> is 0.</param>
public sealed record ImportError(string File, long Line, string Column, string What)
{
    /// <summary><c>file:line: column: what is wrong</c>, or <c>file: what is wrong</c>.</summary>
    public override string ToString() => Line == 0
        ? $"{File}: {What}"
        : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Column}: {What}");
}

public sealed record ImportProgress(ImportFile File, ImportStage Stage, long Records, long BytesRead, long Bytes);

/// <summary>What an import is doing. Every file is read, then every file is checked, then every file is written.</summary>
public enum ImportStage
{
    Reading = 1,

    Checking,

    Writing,
}
