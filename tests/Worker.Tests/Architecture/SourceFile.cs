using Worker.Tests.Configuration;

namespace Worker.Tests.Architecture;

/// <summary>A text file of the repository, with its path from the root.</summary>
public sealed record SourceFile(string Path, string Text)
{
    private static readonly char[] Separators = [System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar];

    public IReadOnlyList<string> Lines => Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>What is written by hand under a folder, in files of these kinds.</summary>
    public static IReadOnlyList<SourceFile> Under(string folder, params string[] extensions)
    {
        string root = RepositoryFile.Path("");
        return [.. Directory.EnumerateFiles(System.IO.Path.Combine(root, folder), "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(System.IO.Path.GetExtension(file)))
            .Select(file => System.IO.Path.GetRelativePath(root, file))
            .Where(file => !file.Split(Separators).Any(part => part is "bin" or "obj" or "data" or "TestResults" or "artifacts"))
            .Select(file => new SourceFile(file.Replace('\\', '/'), File.ReadAllText(System.IO.Path.Combine(root, file))))];
    }

    public override string ToString() => Path;
}
