namespace Worker.Testing;

/// <summary>A folder of its own for one test, gone afterwards. It need not outlive a power cut: where the machine has room in memory, it is there.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "installment-worker-";
    private const string MemoryRoot = "/dev/shm";
    private const long RoomForEveryTest = 4L << 30;

    private static readonly bool IsInMemory =
        OperatingSystem.IsLinux() && Directory.Exists(MemoryRoot) && new DriveInfo(MemoryRoot).AvailableFreeSpace > RoomForEveryTest;

    public TemporaryFolder() => Path = OperatingSystem.IsLinux() && IsInMemory
        ? Directory.CreateDirectory($"{MemoryRoot}/{Prefix}{Guid.NewGuid():N}", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName
        : Directory.CreateTempSubdirectory(Prefix).FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // Windows keeps a file open a moment longer; the system's temporary folder is cleaned by the system.
        }
    }
}
