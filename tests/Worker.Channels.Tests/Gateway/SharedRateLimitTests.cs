using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Worker.Channels.Gateway;
using Worker.Servicing.Jobs;
using Worker.Testing;

namespace Worker.Channels.Tests.Gateway;

/// <summary>Hosts that share a channel's calls per second, each with more to send than its part.</summary>
public sealed class SharedRateLimitTests : IDisposable
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private readonly TakenCalls taken;
    private readonly List<SharedRateLimit> hosts = [];
    private readonly CancellationTokenSource withdrawn = new();
    private readonly List<int> made = [];
    private int intervals;

    public SharedRateLimitTests() => taken = new TakenCalls(new MachineClock(time));

    [Theory]
    [InlineData(1, 21, 60)]
    [InlineData(2, 21, 60)]
    [InlineData(3, 21, 60)]
    [InlineData(3, 1, 9)]
    public async Task All_hosts_together_make_one_call_in_each_interval_and_every_host_has_its_part(int count, int callsPerSecond, int calls)
    {
        for (int host = 0; host < count; host++)
        {
            Join(callsPerSecond, calls);
        }

        await MakeAsync(calls, callsPerSecond);

        Assert.All(Enumerable.Range(0, count), host => Assert.InRange(made.Count(by => by == host), (calls / count) - 5, (calls / count) + 5));
    }

    [Fact]
    public async Task A_host_that_joins_brings_no_further_calls_and_one_that_ends_leaves_its_part_to_the_others()
    {
        Join(21, 40);
        await MakeAsync(10, 21);
        Join(21, 20);
        await MakeAsync(40, 21);

        // The second has made its twenty, or all but the few that it has taken.
        Assert.InRange(made.Count(by => by == 1), 10, 21);
        await MakeAsync(60, 21);
    }

    [Fact]
    public async Task What_was_taken_and_not_made_in_time_is_taken_anew_and_not_made_up_for()
    {
        Join(21, 5);
        await MakeAsync(2, 21);
        await Eventually.UntilAsync(() => taken.Taken.Count == 3, "the third call takes those of the fourth and fifth along");
        Assert.Equal([1, 1, 3], taken.Taken);
        await withdrawn.CancelAsync();

        // That minute counts for no call beyond those three.
        time.Advance(TimeSpan.FromMinutes(1));
        intervals = 3;
        Call(0, 5, CancellationToken.None);
        await MakeAsync(7, 21);
    }

    [Fact]
    public async Task While_the_database_tells_nothing_no_call_is_made()
    {
        int tries = 0;
        taken.Before = () => throw new InvalidOperationException($"locked {++tries}");
        Join(21, 3);
        for (int seconds = 1; seconds < 5; seconds++)
        {
            await Eventually.UntilAsync(() => Volatile.Read(ref tries) == seconds, "it tries again each second");
            Assert.Empty(made);
            if (seconds == 4)
            {
                taken.Before = () => { };
            }

            time.Advance(TimeSpan.FromSeconds(1));
        }

        await MakeAsync(3, 21);
    }

    [Fact]
    public async Task After_half_a_minute_without_the_database_calls_are_given_up_and_made_again_once_it_is_back()
    {
        int tries = 0;
        taken.Before = () => throw new InvalidOperationException($"no rights {++tries}");
        using var host = new SharedRateLimit("card", 21, taken, new MachineClock(time), NullLogger.Instance);
        Task waits = host.WaitAsync(TestContext.Current.CancellationToken);
        for (int seconds = 1; seconds <= 30; seconds++)
        {
            await Eventually.UntilAsync(() => Volatile.Read(ref tries) == seconds, "it tries again each second");
            Assert.False(waits.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await Assert.ThrowsAsync<RateUnknownException>(() => waits);
        await Assert.ThrowsAsync<RateUnknownException>(() => host.WaitAsync(TestContext.Current.CancellationToken));

        taken.Before = () => { };
        await host.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Calls_that_the_database_gave_too_late_are_left_and_others_are_taken()
    {
        int late = 2;
        taken.After = () => time.Advance(TimeSpan.FromSeconds(late-- > 0 ? 2 : 0));
        using var host = new SharedRateLimit("card", 21, taken, new MachineClock(time), NullLogger.Instance);

        await host.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1, 1, 1], taken.Taken);
    }

    public void Dispose()
    {
        withdrawn.Dispose();
        hosts.ForEach(host => host.Dispose());
    }

    private void Join(int callsPerSecond, int calls)
    {
        hosts.Add(new SharedRateLimit("card", callsPerSecond, taken, new MachineClock(time), NullLogger.Instance));
        Call(hosts.Count - 1, calls, withdrawn.Token);
    }

    private void Call(int host, int calls, CancellationToken cancellationToken)
    {
        for (int call = 0; call < calls; call++)
        {
            _ = CallAsync(host, cancellationToken);
        }
    }

    private async Task CallAsync(int host, CancellationToken cancellationToken)
    {
        await hosts[host].WaitAsync(cancellationToken);
        lock (made)
        {
            made.Add(host);
        }
    }

    /// <summary>
    /// Moves the clock by one interval after the other: in each, one call is made by whichever host. A call whose interval was over
    /// before its thread was awake is made in the next one, with that one's: the intervals of the whole test count.
    /// </summary>
    private async Task MakeAsync(int upTo, int callsPerSecond)
    {
        var interval = TimeSpan.FromSeconds(1.05) / callsPerSecond;
        for (int calls = Made() + 1; calls <= upTo; calls++)
        {
            intervals += await time.StepUntilAsync(interval, () => Made() >= calls, $"{calls} calls are made");
            Assert.InRange(Made(), calls, 1 + intervals);
            time.Advance(interval);
            intervals++;
        }
    }

    private int Made()
    {
        lock (made)
        {
            return made.Count;
        }
    }
}
