using Worker.Servicing.AutoDebit;

namespace Worker.Servicing.Operators;

public sealed record AttemptCount
{
    /// <summary>Where they stand, by its name (<see cref="AttemptStates"/>).</summary>
    public required string State { get; init; }

    /// <summary>The ISO code of their currency.</summary>
    public required string Currency { get; init; }

    public required long Attempts { get; init; }

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }
}
