namespace Worker.Servicing.Import;

public sealed record ImportProgress(ImportFile File, ImportStage Stage, long Records, long BytesRead, long Bytes);

/// <summary>What an import is doing. Every file is read, then every file is checked, then every file is written.</summary>
public enum ImportStage
{
    Reading = 1,

    /// <summary>Checks the records against each other and against the book.</summary>
    Checking,

    Writing,
}
