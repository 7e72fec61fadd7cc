namespace Worker.Servicing.Messages;

public sealed record OutboxSettings
{
    public QuietHours QuietHours { get; init; } = QuietHours.Default;

    /// <summary>Days after which a notice is stale.</summary>
    public int StaleAfterDays { get; init; } = 3;

    /// <summary>After so many refusals for now (4xx) a message has failed for good, 1 to 100.</summary>
    public int MaxTries { get; init; } = 12;

    /// <summary>The wait after the first refusal for now; it doubles with each, up to six hours.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan BackOffAfter(int tries)
    {
        TimeSpan longest = TimeSpan.FromHours(6);
        double factor = Math.Pow(2, Math.Min(tries, 20) - 1);
        return factor * FirstBackOff < longest ? factor * FirstBackOff : longest;
    }
}
