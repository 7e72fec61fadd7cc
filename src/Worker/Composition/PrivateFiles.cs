using System.Runtime.InteropServices;
using Worker.Configuration;
using Worker.Servicing.Messages;

namespace Worker.Composition;

/// <summary>
/// Files hold names, addresses, tokens and keys, so they are the worker's own: on Unix everything it makes is 0600 in folders
/// of 0700. On Windows files inherit the access list of their folder, which is left as it is.
/// </summary>
internal static partial class PrivateFiles
{
    private const uint OthersNothing = 0b000_111_111;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Has this process make files and folders for its own account alone, libraries that know nothing of it included.</summary>
    public static void MakeByDefault()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetUmask(OthersNothing);
        }
    }

    /// <summary>Removes the access of other accounts that an earlier release left on the worker's files.</summary>
    /// <returns>A warning for each file that was changed or could not be.</returns>
    public static IReadOnlyList<string> Mend(WorkerSettings settings) => Mend(
    [
        // The folder of the database may be anybody's; one that the worker makes is its own.
        .. settings.Database.File is { } file ? new[] { file, $"{file}-wal", $"{file}-shm" } : [],

        // A folder of mails may hold a million: whoever can't enter it can't read what is in it.
        .. settings.Mail.Transport == MailTransportKind.Pickup ? new[] { settings.Mail.PickupFolder } : [],
        .. settings.Ops.KeysFolder is { } keys ? new[] { keys } : [],
    ]);

    /// <inheritdoc cref="Mend(WorkerSettings)"/>
    public static IReadOnlyList<string> Mend(IEnumerable<string> paths) =>
        OperatingSystem.IsWindows() ? [] : [.. paths.Where(path => File.Exists(path) || Directory.Exists(path)).Select(MendOne).OfType<string>()];

    private static string? MendOne(string path)
    {
        try
        {
            UnixFileMode mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
            if ((mode & Others) == UnixFileMode.None || OperatingSystem.IsWindows())
            {
                return null;
            }

            File.SetUnixFileMode(path, mode & ~Others);
            return $"{path} could be reached by other accounts of this machine; it can't any more";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{path} can be reached by other accounts of this machine, and that can't be changed: {failure.Message}";
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetUmask(uint mask);
}
