using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Worker.Data.SqlServer;

namespace Worker.Data.Tests.SqlServer;

/// <summary>What is tried again, how often, and what is said of it.</summary>
public sealed class SqlServerRetryTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero));
    private readonly RecordingLog log = new();
    private int tries;

    [Fact]
    public async Task What_keeps_failing_is_run_six_times_and_then_thrown()
    {
        SqlException broken = await UnreachableServer.BreakAsync();
        DateTimeOffset start = clock.GetUtcNow();

        Assert.Same(broken, await Assert.ThrowsAsync<SqlException>(() => RunAsync(_ => throw broken)));

        Assert.Equal(6, tries);
        Assert.Equal(Enumerable.Range(2, 5), log.Lines.Select(line => int.Parse(line.Split(" for the ")[1].Split('.')[0], null)));
        Assert.All(log.Lines, line => Assert.StartsWith("SQL Server gave a unit of work up (Connection); it is run for the ", line, StringComparison.Ordinal));
        Assert.InRange(clock.GetUtcNow() - start, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task What_succeeds_at_last_gives_its_result()
    {
        SqlException broken = await UnreachableServer.BreakAsync();

        Assert.Equal(3, await RunAsync(number => number < 3 ? throw broken : number));

        Assert.Equal(2, log.Lines.Count);
    }

    [Fact]
    public async Task What_succeeds_at_once_is_run_once_and_says_nothing()
    {
        Assert.Equal(1, await RunAsync(number => number));

        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_time_out_is_tried_once_more()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(_ => throw new TimeoutException("too slow")));

        Assert.Equal(2, tries);
        Assert.EndsWith("too slow", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_will_fail_again_is_not_tried_again()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(_ => throw new InvalidOperationException()));

        Assert.Equal(1, tries);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task What_may_be_done_already_is_not_tried_again()
    {
        SqlException broken = await UnreachableServer.BreakAsync();

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => RunAsync(_ => throw new OutcomeUnknownException(broken)));

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_statement_that_was_ended_by_its_caller_is_no_fault_of_the_server()
    {
        SqlException ended = await UnreachableServer.BreakAsync();
        using var stopping = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(() => SqlServerRetry.OnceAsync<int>(
            async _ =>
            {
                await stopping.CancelAsync();
                throw ended;
            },
            stopping.Token));
        await Assert.ThrowsAsync<SqlException>(() => SqlServerRetry.OnceAsync<int>(_ => throw ended, CancellationToken.None));
    }

    [Fact]
    public async Task Who_is_told_to_stop_waits_no_longer()
    {
        SqlException broken = await UnreachableServer.BreakAsync();
        using var stopping = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SqlServerRetry(clock, log).RunAsync<int>(
            _ =>
            {
                tries++;
                stopping.Cancel();
                throw broken;
            },
            stopping.Token));

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_database_that_can_not_be_reached_is_asked_again_and_then_given_up()
    {
        using var database = new SqlServerDatabase(UnreachableServer.ConnectionString, new RecordingLog<SqlServerDatabase>(log));
        using var stopping = new CancellationTokenSource();
        log.Written = stopping.Cancel;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.ReadAsync(_ => Task.FromResult(tries++), stopping.Token));

        Assert.Equal(0, tries);
        Assert.Single(log.Lines);
    }

    [Fact]
    public async Task A_unit_that_can_not_be_run_again_is_not()
    {
        using var database = new SqlServerDatabase(UnreachableServer.ConnectionString, new RecordingLog<SqlServerDatabase>(log));

        await Assert.ThrowsAsync<SqlException>(() => database.ImportAsync(_ => Task.CompletedTask, _ => Task.CompletedTask, CancellationToken.None));

        Assert.Empty(log.Lines);
    }

    private async Task<int> RunAsync(Func<int, int> work)
    {
        Task<int> running = new SqlServerRetry(clock, log).RunAsync(_ => Task.FromResult(work(++tries)), CancellationToken.None);
        while (!running.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await running;
    }

    private class RecordingLog : ILogger
    {
        public List<string> Lines { get; } = [];

        public Action Written { get; set; } = () => { };

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(LogLevel.Warning, logLevel);
            Lines.Add(formatter(state, exception));
            Written();
        }
    }

    private sealed class RecordingLog<T>(ILogger inner) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
