namespace Worker.Hangfire;

public sealed record HangfireEngineOptions
{
    /// <summary>Jobs this host works on at once, 1 to 64.</summary>
    public int Workers { get; init; } = 8;

    /// <summary>Where queues and history are kept in SQL Server; null keeps them in this process's memory.</summary>
    public string? ConnectionString { get; init; }

    public string Schema { get; init; } = "HangFire";

    /// <summary>Whether Hangfire brings its own tables up to date when it starts.</summary>
    public bool PreparesSchema { get; init; }

    /// <summary>Whether this host runs jobs at their times and catches up on missed ones; otherwise only triggered jobs run.</summary>
    public bool KeepsTime { get; init; } = true;

    /// <summary>How often a job is retried after a fault of database, gateway or network, 0 or more.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The waits before those retries in seconds; the last one is repeated.</summary>
    public IReadOnlyList<int> RetryDelays { get; init; } = [15, 60, 300, 900, 1800];

    /// <summary>How long a background job stays on the dashboard.</summary>
    public TimeSpan History { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a run of an all-day job that found nothing to do stays there: there is one a minute.</summary>
    public TimeSpan HistoryOfNothing { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Without values: a connection string may contain a password.</summary>
    public override string ToString() => nameof(HangfireEngineOptions);
}
