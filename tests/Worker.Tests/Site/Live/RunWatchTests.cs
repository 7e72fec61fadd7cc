using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Worker.Data.Queries;
using Worker.Ops.Live;
using Worker.Servicing.Jobs;

namespace Worker.Tests.Site.Live;

public sealed class RunWatchTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task However_many_watch_it_is_read_once_a_second_and_not_at_all_when_nobody_does()
    {
        using var host = new Host();
        var reader = new CountingReader();
        var watch = new RunWatch(reader, new MachineClock(clock), host, NullLogger<RunWatch>.Instance);
        using var leave = new CancellationTokenSource();
        await using IAsyncEnumerator<IReadOnlyList<RunProgress>> first = watch.WatchAsync(leave.Token).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await first.MoveNextAsync());
        await using IAsyncEnumerator<IReadOnlyList<RunProgress>> second = watch.WatchAsync(leave.Token).GetAsyncEnumerator(CancellationToken.None);
        ValueTask<bool> waiting = second.MoveNextAsync();
        Assert.Equal(1, reader.Reads);

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await waiting);
        Assert.True(await first.MoveNextAsync());
        Assert.Equal(2, reader.Reads);

        await leave.CancelAsync();
        Assert.False(await first.MoveNextAsync());
        Assert.False(await second.MoveNextAsync());
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, reader.Reads);
    }

    [Fact]
    public async Task Who_comes_after_everybody_left_is_told_anew()
    {
        using var host = new Host();
        var reader = new CountingReader();
        var watch = new RunWatch(reader, new MachineClock(clock), host, NullLogger<RunWatch>.Instance);
        for (int visit = 1; visit <= 3; visit++)
        {
            await foreach (IReadOnlyList<RunProgress> look in watch.WatchAsync(CancellationToken.None))
            {
                Assert.Empty(look);
                break;
            }

            Assert.Equal(visit, reader.Reads);
        }
    }

    [Fact]
    public async Task It_ends_with_the_host()
    {
        using var host = new Host();
        var watch = new RunWatch(new CountingReader(), new MachineClock(clock), host, NullLogger<RunWatch>.Instance);
        await using IAsyncEnumerator<IReadOnlyList<RunProgress>> looks = watch.WatchAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await looks.MoveNextAsync());

        host.StopApplication();

        Assert.False(await looks.MoveNextAsync());
    }

    [Fact]
    public async Task A_look_that_fails_is_followed_by_the_next()
    {
        using var host = new Host();
        var reader = new CountingReader { FailsFirst = true };
        var watch = new RunWatch(reader, new MachineClock(clock), host, NullLogger<RunWatch>.Instance);
        await using IAsyncEnumerator<IReadOnlyList<RunProgress>> looks = watch.WatchAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        Task<bool> next = looks.MoveNextAsync().AsTask();
        await reader.HasRead;

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await next);
    }

    private sealed class CountingReader : IRunProgressReader
    {
        private readonly TaskCompletionSource hasRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int reads;

        public int Reads => Volatile.Read(ref reads);

        public bool FailsFirst { get; init; }

        public Task HasRead => hasRead.Task;

        public Task<IReadOnlyList<RunProgress>> ReadAsync(CancellationToken cancellationToken)
        {
            int read = Interlocked.Increment(ref reads);
            hasRead.TrySetResult();
            return FailsFirst && read == 1 ? throw new IOException("The disk is away.") : Task.FromResult<IReadOnlyList<RunProgress>>([]);
        }
    }

    private sealed class Host : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }
}
