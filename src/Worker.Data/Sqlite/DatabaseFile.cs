namespace Worker.Data.Sqlite;

/// <summary>
/// Which file is at a path. A file that was moved away and back is the same one; a copy that was put in its place is not.
/// </summary>
/// <remarks>
/// A file system that does not keep when a file was made gives the time of its last change instead: connections are then made
/// anew after it, which does no harm.
/// </remarks>
/// <param name="CreatedAt">When it was created, to tell it from another. UTC; meaningless when there is none.</param>
internal sealed record DatabaseFile(bool Exists, DateTime CreatedAt)
{
    public static DatabaseFile None { get; } = new(false, default);

    public static DatabaseFile At(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new DatabaseFile(true, file.CreationTimeUtc) : None;
    }
}
