using System.Text.Json;

namespace Worker.Configuration;

/// <summary>Where configuration comes from, and in which order.</summary>
public static class WorkerConfiguration
{
    /// <summary>Environment variables that begin so are ours: <c>Worker__AutoDebit__LeadDays</c>.</summary>
    public const string EnvironmentPrefix = "Worker__";

    /// <summary>
    /// Puts the sources together: <c>appsettings.json</c>, then <c>appsettings.{environmentName}.json</c>, then
    /// environment variables, then the command line, each over those before. Nothing is read again later.
    /// </summary>
    /// <param name="overrides">Keys and values of the command line (<c>AutoDebit:LeadDays</c>).</param>
    /// <exception cref="InvalidConfigurationException">A file can't be read, or is not JSON.</exception>
    public static IConfigurationRoot Build(IReadOnlyDictionary<string, string?> overrides, string environmentName, string basePath)
    {
        var layers = new SourceLayers();
        var errors = new List<string>();
        foreach (string file in (string[])["appsettings.json", $"appsettings.{environmentName}.json"])
        {
            LayFile(layers, Path.GetFullPath(file, Path.GetFullPath(basePath)), errors);
        }

        if (errors.Count > 0)
        {
            throw new InvalidConfigurationException(errors);
        }

        layers.Lay(new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build(), replacesLists: false);
        layers.Lay(new ConfigurationBuilder().AddInMemoryCollection(overrides).Build(), replacesLists: false);
        return new ConfigurationBuilder().AddInMemoryCollection(layers.Values).Build();
    }

    private static void LayFile(SourceLayers layers, string file, List<string> errors)
    {
        try
        {
            if (File.Exists(file))
            {
                using FileStream json = File.OpenRead(file);
                layers.Lay(new ConfigurationBuilder().AddJsonStream(json).Build(), replacesLists: true);
            }
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            errors.Add($"{file}: {Reason(error)}");
        }
    }

    // A parser's own text quotes what it stumbled over, and that may be a secret without its quotes.
    private static string Reason(Exception error) => (error as JsonException ?? error.InnerException as JsonException) is { } json
        ? $"not JSON at line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}"
        : error.Message;
}
