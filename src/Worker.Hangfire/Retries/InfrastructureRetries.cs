using System.Data.Common;
using System.Net.Sockets;
using Hangfire;
using Hangfire.States;
using Hangfire.Storage;
using Worker.Hangfire.Jobs;

namespace Worker.Hangfire.Retries;

/// <summary>
/// Hangfire's retries with back-off, for faults of infrastructure only. A retry continues the same occurrence and reads from our
/// tables what was done: nothing is debited blindly. A run that a limit stopped has failed, with its reason.
/// </summary>
internal sealed class InfrastructureRetries : IElectStateFilter, IApplyStateFilter
{
    private readonly AutomaticRetryAttribute retries;

    public InfrastructureRetries(HangfireEngineOptions options) => retries = new AutomaticRetryAttribute
    {
        Attempts = options.Retries,
        DelaysInSeconds = [.. options.RetryDelays],
    };

    public void OnStateElection(ElectStateContext context)
    {
        if (context.CandidateState is not FailedState failed)
        {
            return;
        }

        if (failed.Exception is RunNotCompletedException)
        {
            failed.Reason = failed.Exception.Message;
        }

        if (InfrastructureFaults.Is(failed.Exception))
        {
            retries.OnStateElection(context);
        }
    }

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction) => retries.OnStateApplied(context, transaction);

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction) => retries.OnStateUnapplied(context, transaction);
}

/// <summary>Tells transient faults of database, gateway and network from permanent ones.</summary>
internal static class InfrastructureFaults
{
    /// <summary>Whether waiting may help: the fault, or its cause, is outside of this process.</summary>
    public static bool Is(Exception? fault) => fault switch
    {
        null => false,
        DbException or IOException or SocketException or HttpRequestException or TimeoutException => true,
        AggregateException several => several.InnerExceptions.Any(Is),
        _ => Is(fault.InnerException),
    };
}
