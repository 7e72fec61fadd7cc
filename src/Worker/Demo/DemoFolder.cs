namespace Worker.Demo;

/// <summary>Where a demo keeps its database, its sandbox's ledger, its mails and the CSV files it was made from.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly bool keep;

    public DemoFolder(string path, bool keep)
    {
        this.keep = keep;
        Path = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "worker.db");

    public string SandboxState => System.IO.Path.Combine(Path, "sandbox.jsonl");

    /// <summary>The keys of its sessions, on whichever database it runs.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    public string Mail => System.IO.Path.Combine(Path, "mail");

    public string Import => System.IO.Path.Combine(Path, "import");

    /// <summary>Removes the folder unless it is to be kept, and the one around it when nothing else is in it.</summary>
    public void Dispose()
    {
        if (keep || !Directory.Exists(Path))
        {
            return;
        }

        Directory.Delete(Path, recursive: true);
        string parent = System.IO.Path.GetDirectoryName(Path)!;
        if (!Directory.EnumerateFileSystemEntries(parent).Any())
        {
            Directory.Delete(parent);
        }
    }
}
