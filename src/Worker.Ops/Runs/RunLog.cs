using System.Collections.Concurrent;

namespace Worker.Ops.Runs;

/// <summary>
/// Keeps the last lines that this process logged about each of its last runs: what is logged in a scope that has a
/// <c>RunId</c>. Nothing is written anywhere; the log itself goes where it always goes.
/// </summary>
[ProviderAlias("RunLog")]
public sealed class RunLog(TimeProvider time) : ILoggerProvider, ISupportExternalScope
{
    public const int LinesPerRun = 200;

    public const int RunsKept = 200;

    private const string RunId = "RunId";

    private readonly ConcurrentDictionary<long, ConcurrentQueue<RunLogLine>> runs = new();
    private readonly ConcurrentQueue<long> order = new();
    private IExternalScopeProvider? scopes;

    /// <summary>The lines of a run, the oldest first; none where this process knows nothing of it.</summary>
    public IReadOnlyList<RunLogLine> LinesOf(long runId) => runs.TryGetValue(runId, out ConcurrentQueue<RunLogLine>? lines) ? [.. lines] : [];

    public ILogger CreateLogger(string categoryName) => new Lines(this, time);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
        runs.Clear();
        order.Clear();
    }

    private void Add(long runId, RunLogLine line)
    {
        ConcurrentQueue<RunLogLine> lines = runs.GetOrAdd(runId, id =>
        {
            order.Enqueue(id);
            return new ConcurrentQueue<RunLogLine>();
        });
        lines.Enqueue(line);
        while (lines.Count > LinesPerRun && lines.TryDequeue(out _))
        {
            // The oldest goes.
        }

        while (runs.Count > RunsKept && order.TryDequeue(out long oldest))
        {
            runs.TryRemove(oldest, out _);
        }
    }

    private long? CurrentRun()
    {
        var found = new Found();
        scopes?.ForEachScope(
            (scope, state) =>
            {
                if (scope is IEnumerable<KeyValuePair<string, object?>> values)
                {
                    foreach ((string name, object? value) in values)
                    {
                        state.RunId = name == RunId && value is long runId ? runId : state.RunId;
                    }
                }
            },
            found);
        return found.RunId;
    }

    private sealed class Found
    {
        public long? RunId { get; set; }
    }

    private sealed class Lines(RunLog log, TimeProvider time) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && log.CurrentRun() is long runId)
            {
                string text = formatter(state, exception);
                log.Add(runId, new RunLogLine(time.GetUtcNow(), logLevel, exception is null ? text : $"{text}: {exception.GetType().Name}: {exception.Message}"));
            }
        }
    }
}

public sealed record RunLogLine(DateTimeOffset At, LogLevel Level, string Text);
