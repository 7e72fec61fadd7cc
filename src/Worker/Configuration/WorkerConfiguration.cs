using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Worker.Configuration;

/// <summary>Where configuration comes from, and in which order.</summary>
public static class WorkerConfiguration
{
    /// <summary>Environment variables that begin so are ours: <c>Worker__AutoDebit__LeadDays</c>.</summary>
    public const string EnvironmentPrefix = "Worker__";

    /// <summary>Sections of the framework, whose environment variables have no prefix in any .NET host: <c>Logging__LogLevel__Default</c>.</summary>
    private static readonly string[] FrameworkSections = ["Logging", "Kestrel"];

    /// <summary>
    /// Puts the sources together: <c>appsettings.json</c>, then <c>appsettings.{environmentName}.json</c>, then user secrets
    /// in Development, then environment variables, then the command line, each over those before. Nothing is read again later.
    /// </summary>
    /// <param name="overrides">Keys and values of the command line (<c>AutoDebit:LeadDays</c>).</param>
    /// <exception cref="InvalidConfigurationException">A file can't be read, or is not JSON.</exception>
    public static IConfigurationRoot Build(IReadOnlyDictionary<string, string?> overrides, string environmentName, string basePath)
    {
        var layers = new SourceLayers();
        var errors = new List<string>();
        string folder = Path.GetFullPath(basePath);
        foreach (string file in (string[])["appsettings.json", $"appsettings.{environmentName}.json", .. UserSecrets(environmentName)])
        {
            LayFile(layers, Path.GetFullPath(file, folder), errors);
        }

        if (errors.Count > 0)
        {
            throw new InvalidConfigurationException(errors);
        }

        layers.Lay(OfFramework(new ConfigurationBuilder().AddEnvironmentVariables().Build()), replacesLists: false);
        layers.Lay(new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build(), replacesLists: false);
        layers.Lay(new ConfigurationBuilder().AddInMemoryCollection(overrides).Build(), replacesLists: false);
        return new ConfigurationBuilder().AddInMemoryCollection(layers.Values).Build();
    }

    // Where dotnet user-secrets keeps them; nowhere for a user without a home.
    private static string[] UserSecrets(string environmentName)
    {
        try
        {
            return environmentName.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase)
                && typeof(WorkerConfiguration).Assembly.GetCustomAttribute<UserSecretsIdAttribute>() is { } id
                    ? [PathHelper.GetSecretsPathFromSecretsId(id.UserSecretsId)]
                    : [];
        }
        catch (InvalidOperationException)
        {
            return [];
        }
    }

    private static IConfigurationRoot OfFramework(IConfigurationRoot variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(FrameworkSections.SelectMany(section => variables.GetSection(section).AsEnumerable()).Where(pair => pair.Value is not null))
        .Build();

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
