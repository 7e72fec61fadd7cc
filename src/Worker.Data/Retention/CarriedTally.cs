namespace Worker.Data.Retention;

/// <summary>What is brought forward of records that go, so that totals still add up.</summary>
/// <param name="Job">The job whose runs counted it; <see cref="Pruned"/> for what was pruned of what runs had counted.</param>
/// <param name="Currency">ISO code; empty for a plain count.</param>
/// <param name="Value">How many, or minor units.</param>
internal sealed record CarriedTally(string Job, string Name, string Currency, long Value)
{
    /// <summary>Stands in the place of a job for attempts and messages that were pruned themselves.</summary>
    public const string Pruned = "prune";
}
