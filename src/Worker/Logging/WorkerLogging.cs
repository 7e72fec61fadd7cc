using Microsoft.Extensions.Logging.Console;

namespace Worker.Logging;

/// <summary>How the worker logs: to standard error, so that standard output holds nothing but answers.</summary>
public static class WorkerLogging
{
    private static readonly string[] Quiet = ["Microsoft", "Hangfire", "System.Net.Http"];

    /// <summary>
    /// Takes the place of all other log providers. Information and above, from libraries warnings and above; the levels of
    /// <c>Logging:LogLevel</c> come before both.
    /// </summary>
    public static ILoggingBuilder AddWorkerLogging(this ILoggingBuilder logging, IConfiguration configuration, bool json)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        foreach (string library in Quiet)
        {
            logging.AddFilter(library, LogLevel.Warning);
        }

        // Of two rules for the same category the later one holds, so configuration comes last.
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        return json ? AddJson(logging) : AddText(logging);
    }

    private static ILoggingBuilder AddJson(ILoggingBuilder logging) => logging.AddJsonConsole(options =>
    {
        options.UseUtcTimestamp = true;
        options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    });

    private static ILoggingBuilder AddText(ILoggingBuilder logging) => logging.AddSimpleConsole(options =>
    {
        options.SingleLine = true;
        options.TimestampFormat = "HH:mm:ss ";
    });
}
