namespace Worker.Servicing.Import;

/// <summary>How far an import is, told after every batch.</summary>
/// <param name="File">The file it is at.</param>
/// <param name="Stage">What it does with it.</param>
/// <param name="Records">Records of the file read so far.</param>
/// <param name="BytesRead">Bytes of the file read so far.</param>
/// <param name="Bytes">The file's size.</param>
public sealed record ImportProgress(ImportFile File, ImportStage Stage, long Records, long BytesRead, long Bytes);

/// <summary>What an import is doing. Every file is read, then every file is checked, then every file is written.</summary>
public enum ImportStage
{
    /// <summary>Reads records and checks each for itself.</summary>
    Reading = 1,

    /// <summary>Checks the records against each other and against the book.</summary>
    Checking,

    /// <summary>Brings them into the book.</summary>
    Writing,
}
