namespace Worker.Data.Queries;

/// <summary>How far the active runs have come; cheap enough to be read every second.</summary>
public interface IRunProgressReader
{
    Task<IReadOnlyList<RunProgress>> ReadAsync(CancellationToken cancellationToken);
}

public sealed class RunProgressReader(Database database) : IRunProgressReader
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<RunProgress>> ReadAsync(CancellationToken cancellationToken) =>
        database.ListAsync<RunProgress>(statements["run-reader/active-runs"], null, cancellationToken);
}

public sealed record RunProgress
{
    public required long RunId { get; init; }

    public required string Job { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>0 while they are being cut.</summary>
    public required long Slices { get; init; }

    public required long DoneSlices { get; init; }

    /// <summary>Keys in all slices: what the run may have to look at.</summary>
    public required long Keys { get; init; }

    public required long DoneKeys { get; init; }

    /// <summary>0 to 1; null while its slices are being cut.</summary>
    public decimal? Share => Keys > 0 ? Math.Clamp((decimal)DoneKeys / Keys, 0, 1) : null;

    /// <summary>Keys a second since it began; null before the first key is done.</summary>
    public decimal? RateAt(DateTimeOffset now) =>
        DoneKeys > 0 && now > StartedAt ? DoneKeys / (decimal)(now - StartedAt).TotalSeconds : null;

    /// <summary>How long it will take at this rate; null before the first key is done.</summary>
    public TimeSpan? TimeLeftAt(DateTimeOffset now) => RateAt(now) is { } rate
        ? TimeSpan.FromSeconds((double)Math.Ceiling((Keys - DoneKeys) / rate))
        : null;
}
