using Worker.Testing;

namespace Worker.Tests.Architecture;

/// <summary>A text file of the repository, with its path from the root.</summary>
public sealed record SourceFile(string Path, string Text)
{
    public IReadOnlyList<string> Lines => Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>What is written by hand under a folder, in files of these kinds.</summary>
    public static IReadOnlyList<SourceFile> Under(string folder, params string[] extensions) =>
        [.. RepositoryFile.Under(folder, extensions).Select(path => new SourceFile(path, File.ReadAllText(RepositoryFile.Path(path))))];

    public override string ToString() => Path;
}
