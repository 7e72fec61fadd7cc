using System.Globalization;

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

    /// <summary>The keys of its sessions, with either database.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    public string Mail => System.IO.Path.Combine(Path, "mail");

    public string Import => System.IO.Path.Combine(Path, "import");

    /// <summary>Removes the folder unless it is kept, and its parent if that is empty.</summary>
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

/// <param name="Customers">How many customers, 1 to 100,000.</param>
/// <param name="Days">1 to 400.</param>
/// <param name="From">The first day.</param>
internal sealed record DemoOptions(int Customers, int Days, DateOnly From, bool Keep, bool ServesSite);

/// <summary>How the demo's payment methods behave: most pay, some only from payday on, a few fail in every way a channel can.</summary>
internal static class DemoTokens
{
    /// <param name="draw">0 to 99, evenly.</param>
    public static string Draw(int draw, DateOnly payday) => draw switch
    {
        < 70 => "ok",
        < 78 => string.Create(CultureInfo.InvariantCulture, $"nsf-until:{payday:yyyy-MM-dd}"),
        < 82 => "nsf",
        < 86 => "closed",
        < 88 => "revoked",
        < 92 => "timeout-charged",
        < 94 => "timeout-lost",
        < 98 => "pending:30",
        _ => "error:30",
    };
}
