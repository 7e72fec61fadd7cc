using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Worker.Data.SqlServer;

/// <summary>
/// Tries again what the server gave up: at most five times, from a fifth of a second on, each wait twice as long as the
/// one before, with jitter. Six seconds in all; whatever takes longer is for the next run.
/// </summary>
internal sealed partial class SqlServerRetry(TimeProvider time, ILogger log)
{
    private readonly ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = outcome => ValueTask.FromResult(
                outcome.Outcome.Exception is Exception exception && CanHelp(SqlServerFaults.Of(exception), outcome.AttemptNumber)),
            MaxRetryAttempts = 5,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(5),
            UseJitter = true,
            OnRetry = retry =>
            {
                Exception failure = retry.Outcome.Exception!;
                LogRetry(log, SqlServerFaults.Of(failure), retry.AttemptNumber + 2, retry.RetryDelay.TotalMilliseconds, failure.Message);
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token => await OnceAsync(work, token), cancellationToken);

    /// <summary>Runs a unit of work; tells a cancellation by its caller from a fault, as the client reports either as an error of the server.</summary>
    /// <exception cref="OperationCanceledException">The token ended a statement, and with it the unit of work.</exception>
    public static async Task<T> OnceAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(cancellationToken);
        }
        catch (SqlException ended) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(ended.Message, ended, cancellationToken);
        }
    }

    // What timed out after two minutes twice will do so a third time.
    private static bool CanHelp(SqlServerFault fault, int retries) => fault switch
    {
        SqlServerFault.Lasting => false,
        SqlServerFault.Timeout => retries == 0,
        _ => true,
    };

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "SQL Server gave a unit of work up ({Fault}); it is run for the {Try}. time in {Delay:0} ms: {Reason}")]
    private static partial void LogRetry(ILogger log, SqlServerFault fault, int @try, double delay, string reason);
}
