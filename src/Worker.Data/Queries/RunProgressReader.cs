namespace Worker.Data.Queries;

/// <summary>Reads how far runs have come, at a cost that lets somebody watch.</summary>
public interface IRunProgressReader
{
    Task<IReadOnlyList<RunProgress>> ReadAsync(CancellationToken cancellationToken);
}

public sealed class RunProgressReader(Database database) : IRunProgressReader
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<RunProgress>> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<RunProgress>>(
            async connection => [.. await connection.QueryAsync<RunProgress>(statements["site/active-runs"])],
            cancellationToken);
}

public sealed record RunProgress
{
    public required long RunId { get; init; }

    public required string Job { get; init; }

    /// <summary>The day it works for.</summary>
    public required DateOnly BusinessDate { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Into how many slices it was cut; 0 while it is being cut.</summary>
    public required long Slices { get; init; }

    public required long DoneSlices { get; init; }

    /// <summary>Keys in all slices: what the run may have to look at.</summary>
    public required long Keys { get; init; }

    public required long DoneKeys { get; init; }

    /// <summary>How much is done, 0 to 1; null while it is being cut.</summary>
    public decimal? Share => Keys > 0 ? Math.Clamp((decimal)DoneKeys / Keys, 0, 1) : null;

    /// <summary>Keys a second since it began; null before there is anything to tell it by.</summary>
    public decimal? RateAt(DateTimeOffset now) =>
        DoneKeys > 0 && now > StartedAt ? DoneKeys / (decimal)(now - StartedAt).TotalSeconds : null;

    /// <summary>How long it will take if it goes on as it has; null before there is anything to tell it by.</summary>
    public TimeSpan? TimeLeftAt(DateTimeOffset now) => RateAt(now) is { } rate
        ? TimeSpan.FromSeconds((double)Math.Ceiling((Keys - DoneKeys) / rate))
        : null;
}
