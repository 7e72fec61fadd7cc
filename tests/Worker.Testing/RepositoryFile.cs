namespace Worker.Testing;

/// <summary>Files of the repository that the tests were built from.</summary>
public static class RepositoryFile
{
    private static readonly char[] Separators = [System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar];
    private static readonly string[] Built = ["bin", "obj", "data", "TestResults", "artifacts"];

    /// <summary>Where a file is on this machine.</summary>
    /// <param name="relative">Its path from the root of the repository.</param>
    public static string Path(string relative)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Worker.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder!.FullName, relative);
    }

    /// <summary>What is written by hand under a folder, in files of these kinds: paths from the root, with slashes, in order.</summary>
    public static IReadOnlyList<string> Under(string folder, params string[] extensions)
    {
        string root = Path("");
        string start = System.IO.Path.Combine(root, folder);
        return !Directory.Exists(start)
            ? []
            : [.. Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories)
                .Where(file => extensions.Contains(System.IO.Path.GetExtension(file)))
                .Select(file => System.IO.Path.GetRelativePath(root, file))
                .Where(file => !file.Split(Separators).Any(Built.Contains))
                .Select(file => file.Replace('\\', '/'))
                .Order(StringComparer.Ordinal)];
    }
}
