namespace Worker.Servicing.Jobs;

/// <summary>
/// The clock of the machine, for what concerns machines rather than the business: leases of workers, signatures of
/// requests, rates. A rehearsal fixes the business clock (<see cref="TimeProvider"/>) and leaves this one alone, so a
/// lease still expires and a gateway still accepts a signature.
/// </summary>
public sealed class MachineClock(TimeProvider time)
{
    public TimeProvider Time { get; } = time;

    /// <summary>Now, in UTC.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();
}
