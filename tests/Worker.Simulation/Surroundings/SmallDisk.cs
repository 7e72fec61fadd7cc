using System.Diagnostics;

namespace Worker.Simulation.Surroundings;

/// <summary>A disk of 32 megabytes that a test may fill up or make read-only. Only a system that lets us mount has one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string path;

    private SmallDisk(string path) => this.path = path;

    public string File(string name) => Path.Combine(path, name);

    /// <summary>Mounts one; the test is skipped, and says so, where that is not allowed.</summary>
    public static async Task<SmallDisk> MountAsync()
    {
        string folder = Directory.CreateTempSubdirectory("small-disk-").FullName;
        bool isMounted = OperatingSystem.IsLinux() && await MountAsync("-t", "tmpfs", "-o", "size=32m", "tmpfs", folder);
        if (!isMounted)
        {
            Directory.Delete(folder);
        }

        Assert.SkipUnless(isMounted, "This system lets the tests mount no disk.");
        return new SmallDisk(folder);
    }

    public async Task SetReadOnlyAsync(bool isReadOnly) =>
        Assert.True(await MountAsync("-o", isReadOnly ? "remount,ro" : "remount,rw", path), "The disk could not be mounted anew.");

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        using FileStream file = System.IO.File.Create(File("filler"));
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Clear() => System.IO.File.Delete(File("filler"));

    public void Dispose()
    {
        // Lazily: a connection may be in a pool still.
        using Process process = Process.Start("umount", ["-l", path]);
        process.WaitForExit();
        Directory.Delete(path);
    }

    private static async Task<bool> MountAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("mount", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
