using System.Runtime.ExceptionServices;

namespace Worker.Servicing.Runs;

/// <summary>What works on several slices of a run at once.</summary>
internal static class Lanes
{
    /// <summary>Waits for every lane, then throws what made the first one stop rather than the cancellation of the others.</summary>
    public static async Task<int[]> WhenAllOrFirstCause(IReadOnlyCollection<Task<int>> lanes)
    {
        Task<int[]> all = Task.WhenAll(lanes);
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Exception? cause = all.Exception?.InnerExceptions.FirstOrDefault(inner => inner is not OperationCanceledException);
        if (cause is not null)
        {
            ExceptionDispatchInfo.Throw(cause);
        }

        return await all;
    }
}
