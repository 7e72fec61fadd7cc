namespace Worker.Simulation.ProcessKills;

/// <summary>When a worker is killed: while orders are on their way, or right after a batch was written or settled.</summary>
internal sealed class Moment
{
    // An order is some 300 bytes of the journal: from a handful of orders to two hundred.
    private const int FewestBytes = 2_000;
    private const int MostBytes = 60_000;

    private readonly Func<Progress, bool> hasCome;

    private Moment(Func<Progress, bool> hasCome) => this.hasCome = hasCome;

    /// <summary>SeededRandom a moment after what has been reached.</summary>
    public static Moment Draw(Random random, Progress reached)
    {
        int kind = random.Next(4);
        long arrived = reached.Arrived + random.Next(FewestBytes, MostBytes);
        return new Moment(now => kind switch
        {
            0 => now.Written > reached.Written,
            1 => now.Settled > reached.Settled,
            _ => now.Arrived >= arrived,
        });
    }

    public bool HasCome(Progress now) => hasCome(now);
}
