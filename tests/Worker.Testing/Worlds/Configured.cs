using Microsoft.Extensions.Configuration;
using Worker.Configuration;
using Xunit;

namespace Worker.Testing.Worlds;

/// <summary>Configurations for tests: a channel <c>card</c> that is complete, and whatever a test adds.</summary>
public static class Configured
{
    public const string Secret = "k3y-0f-the-gateway";

    public static IConfigurationRoot With(params (string Key, string? Value)[] values)
    {
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Channels:card:BaseUrl"] = "https://gateway.example.com",
            ["Channels:card:Secret"] = Secret,
        };
        foreach ((string key, string? value) in values)
        {
            all[key] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }

    public static IConfigurationRoot WithNothing(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(pair => pair.Key, pair => pair.Value)).Build();

    public static WorkerSettings Settings(params (string Key, string? Value)[] values) => SettingsOf(With(values));

    public static WorkerSettings SettingsOf(IConfiguration configuration)
    {
        bool isRead = SettingsReader.TryRead(configuration, out WorkerSettings? settings, out IReadOnlyList<string> errors);
        Assert.True(isRead, string.Join('\n', errors));
        Assert.Empty(errors);
        return settings!;
    }

    public static IReadOnlyList<string> Errors(params (string Key, string? Value)[] values) => ErrorsOf(With(values));

    public static IReadOnlyList<string> ErrorsOf(IConfiguration configuration)
    {
        Assert.False(SettingsReader.TryRead(configuration, out WorkerSettings? settings, out IReadOnlyList<string> errors));
        Assert.Null(settings);
        Assert.NotEmpty(errors);
        return errors;
    }
}
