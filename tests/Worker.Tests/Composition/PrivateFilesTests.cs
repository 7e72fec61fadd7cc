using Worker.Composition;
using Worker.Testing;

namespace Worker.Tests.Composition;

/// <summary>Nobody but the worker's own account reads what it keeps in files.</summary>
public sealed class PrivateFilesTests
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    [Fact]
    public async Task Database_mails_keys_and_the_sandboxs_state_are_the_workers_own()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows hands down the rights of a folder.");
        await using var place = new WorkPlace();

        await place.SucceedAsync("demo", "--customers", "5", "--days", "2", "--from", "2026-11-01", "--no-site", "--keep");

        string[] made = Directory.GetFileSystemEntries(Path.Combine(place.Folder, "data"), "*", SearchOption.AllDirectories);
        Assert.Contains(made, path => path.EndsWith("worker.db", StringComparison.Ordinal));
        Assert.Contains(made, path => path.EndsWith(".eml", StringComparison.Ordinal));
        Assert.Contains(made, path => path.EndsWith("sandbox.jsonl", StringComparison.Ordinal));
        Assert.All(made, AssertIsOwn);
        AssertIsOwn(Path.Combine(place.Folder, "data"));
    }

    [Fact]
    public async Task Files_that_others_could_read_are_mended_with_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows hands down the rights of a folder.");
        await using WorkPlace place = await WorkPlace.CreateAsync();
        Assert.SkipWhen(place.Database.Database.Provider != Data.DatabaseProvider.Sqlite, "The database is not a file.");
        string file = place.Database.Database.Location;
        Loosen(file);

        WorkerRun first = await place.SucceedAsync("status");
        WorkerRun second = await place.SucceedAsync("status");

        AssertIsOwn(file);
        Assert.Contains(first.ErrorLines, line => line.Contains($"{file} could be reached by other accounts", StringComparison.Ordinal));
        Assert.DoesNotContain(second.ErrorLines, line => line.Contains("other accounts", StringComparison.Ordinal));
    }

    [Fact]
    public void Folders_are_mended_with_what_they_are_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows hands down the rights of a folder.");
        using var folder = new TemporaryFolder();
        string mails = Directory.CreateDirectory(folder.File("mails")).FullName;
        Loosen(mails);

        Assert.Equal($"{mails} could be reached by other accounts of this machine; it can't any more", Assert.Single(PrivateFiles.Mend([mails, folder.File("none")])));
        AssertIsOwn(mails);
        Assert.Empty(PrivateFiles.Mend([mails]));
    }

    private static void Loosen(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, OwnFolder | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    private static void AssertIsOwn(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            UnixFileMode own = Directory.Exists(path) ? OwnFolder : OwnFile;
            Assert.True((File.GetUnixFileMode(path) & ~own & ~UnixFileMode.UserExecute) == UnixFileMode.None, $"{path} is {File.GetUnixFileMode(path)}");
        }
    }
}
