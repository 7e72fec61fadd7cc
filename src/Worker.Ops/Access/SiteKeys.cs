using Microsoft.AspNetCore.DataProtection;
using Worker.Ops.Settings;

namespace Worker.Ops.Access;

/// <summary>
/// The keys that cookies and form tokens are encrypted with. Kept in a folder, so that a restart signs nobody out and a second
/// host on the same folder knows whom the first one let in.
/// </summary>
internal static partial class SiteKeys
{
    private const string KeyWarnings = "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager";
    private const string Application = "installment-worker";

    /// <summary>Keeps them in the configured folder, or in memory where there is none or it can't be written.</summary>
    public static IServiceCollection AddSiteKeys(this IServiceCollection services, OpsSettings settings)
    {
        IDataProtectionBuilder protection = services.AddDataProtection().SetApplicationName(Application);

        // It warns of every new key that it stands there unencrypted. The folder is for our eyes alone; docs/sign-in.md says so.
        services.AddLogging(logging => logging.AddFilter(KeyWarnings, LogLevel.Error));
        string? reason = null;
        if (settings.KeysFolder is { } folder && TryPrepare(folder, out reason))
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
        }
        else
        {
            protection.UseEphemeralDataProtectionProvider();
        }

        return services.AddSingleton(new SiteKeyStore(reason is null ? null : $"{settings.KeysFolder}: {reason}"));
    }

    /// <summary>Warns of keys that should be kept and can't be.</summary>
    public static void WarnOfLostKeys(this WebApplication site)
    {
        if (site.Services.GetRequiredService<SiteKeyStore>().Problem is { } problem)
        {
            LogNotKept(site.Logger, problem);
        }
    }

    private static bool TryPrepare(string folder, out string? reason)
    {
        reason = null;
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                // Whoever reads the keys can make themselves a session.
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            using FileStream probe = File.Create(Path.Combine(folder, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            reason = failure.Message;
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of sessions can't be kept, so that everybody has to sign in again after a restart. Ops:KeysFolder is {Problem}")]
    private static partial void LogNotKept(ILogger logger, string problem);
}

/// <param name="Problem">Why not; null when they are.</param>
internal sealed record SiteKeyStore(string? Problem);
