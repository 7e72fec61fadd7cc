using System.Diagnostics;
using Xunit;

namespace Worker.Testing;

/// <summary>Waits for what happens on other threads and in other processes.</summary>
public static class Eventually
{
    /// <summary>
    /// After how long a test gives up. It says that something hangs, never that something is slow: a machine at work with other
    /// things may take many times as long as an idle one.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <param name="what">What is waited for, for who reads that it never came.</param>
    /// <param name="details">What else there is to say then.</param>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, Func<string>? details = null)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                Assert.Fail($"It never came about that {what}.\n{details?.Invoke()}");
            }

            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(Func<bool> isSo, string what, Func<string>? details = null) =>
        UntilAsync(() => Task.FromResult(isSo()), what, details);

    /// <summary>Waits for a task that another thread ends; one that hangs ends the test, not the whole suite.</summary>
    public static Task OrGiveUpAsync(this Task task) => task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public static Task<T> OrGiveUpAsync<T>(this Task<T> task) => task.WaitAsync(Patience, TestContext.Current.CancellationToken);
}
