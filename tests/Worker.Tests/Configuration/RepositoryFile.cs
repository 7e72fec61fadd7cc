namespace Worker.Tests.Configuration;

/// <summary>Files at the root of the repository.</summary>
internal static class RepositoryFile
{
    public static string Path(string relative)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Worker.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder!.FullName, relative);
    }
}
