namespace Worker.Configuration;

public sealed record EngineSettings
{
    /// <summary><c>Engine:Workers</c>: background jobs that Hangfire works on at once in this process, 1 to 64.</summary>
    public int Workers { get; init; } = 8;

    /// <summary><c>Engine:Schema</c>: the schema of Hangfire's tables in SQL Server.</summary>
    public string Schema { get; init; } = "HangFire";
}
