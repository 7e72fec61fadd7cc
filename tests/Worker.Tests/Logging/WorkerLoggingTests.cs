using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Worker.Logging;

namespace Worker.Tests.Logging;

/// <summary>Takes the console's writers, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(WorkerLoggingTests), DisableParallelization = true)]
public sealed class ConsoleWriters;

[Collection(nameof(WorkerLoggingTests))]
public sealed class WorkerLoggingTests
{
    [Fact]
    public void A_line_goes_to_standard_error_and_none_to_standard_output()
    {
        (string output, string error) = Written(json: false, [], factory => factory.CreateLogger("Worker.Runs").LogInformation("Line one\nand two {Count}", 2));

        Assert.Empty(output);
        string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Worker.Runs[0] Line one and two 2", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_JSON_line_is_one_object_with_its_values()
    {
        (string output, string error) = Written(json: true, [], factory => factory.CreateLogger("Worker.Runs").LogError("Failed \"{Job}\"", "auto-debit"));

        Assert.Empty(output);
        using var line = JsonDocument.Parse(Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("Error", line.RootElement.GetProperty("LogLevel").GetString());
        Assert.Equal("auto-debit", line.RootElement.GetProperty("State").GetProperty("Job").GetString());
        Assert.EndsWith("Z", line.RootElement.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Worker.Runs", LogLevel.Information)]
    [InlineData("Microsoft.AspNetCore.Hosting", LogLevel.Warning)]
    [InlineData("Hangfire.Server", LogLevel.Warning)]
    [InlineData("Hangfire.BackgroundJobServer", LogLevel.Warning)]
    [InlineData("System.Net.Http.HttpClient", LogLevel.Warning)]
    public void Libraries_are_quieter_than_the_worker(string category, LogLevel least) => AssertLeast([], category, least);

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Debug", "Worker.Runs", LogLevel.Debug)]
    [InlineData("Logging:LogLevel:Default", "Debug", "Hangfire.Server", LogLevel.Warning)]
    [InlineData("Logging:LogLevel:Default", "Error", "Worker.Runs", LogLevel.Error)]
    [InlineData("Logging:LogLevel:Microsoft", "Information", "Microsoft.AspNetCore.Hosting", LogLevel.Information)]
    [InlineData("Logging:LogLevel:Worker.Runs", "Trace", "Worker.Runs", LogLevel.Trace)]
    public void Levels_of_the_configuration_come_first(string key, string value, string category, LogLevel least) =>
        AssertLeast(new Dictionary<string, string?> { [key] = value }, category, least);

    private static void AssertLeast(Dictionary<string, string?> configuration, string category, LogLevel least)
    {
        using ServiceProvider services = Services(json: false, configuration);
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
        Assert.True(logger.IsEnabled(least));
        Assert.False(logger.IsEnabled(least - 1));
    }

    private static (string Output, string Error) Written(bool json, Dictionary<string, string?> configuration, Action<ILoggerFactory> log)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using var newOutput = new StringWriter();
        using var newError = new StringWriter();
        Console.SetOut(newOutput);
        Console.SetError(newError);
        try
        {
            // Closing the services writes what is still waiting.
            using (ServiceProvider services = Services(json, configuration))
            {
                log(services.GetRequiredService<ILoggerFactory>());
            }

            return (newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    private static ServiceProvider Services(bool json, Dictionary<string, string?> configuration) => new ServiceCollection()
        .AddLogging(logging => logging.AddWorkerLogging(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build(), json))
        .BuildServiceProvider();
}
