using Worker.Simulation.Execution;

namespace Worker.Simulation.Oracles;

/// <summary>A run of late-fees: what is posted is what the formula says as of its day, to the last unit.</summary>
internal sealed class FeesCheck(OracleMemory memory, StatusCheck statuses)
{
    public void Check(StartedRun run, ObservedRun seen, Facts facts)
    {
        Dictionary<string, (long Before, long Expected)> fees = memory.Parts.Values.ToDictionary(part => part.Name, Expected, StringComparer.Ordinal);
        var posted = new HashSet<string>(StringComparer.Ordinal);
        foreach (EntryFact entry in LedgerCheck.New(memory, facts))
        {
            if (entry.Kind != "late_fee" || entry.EffectiveOn != run.BusinessDate || !posted.Add(entry.Installment))
            {
                memory.Say($"{entry.Installment}: {entry.Kind} {entry.EntryKey} over {entry.Amount} was posted by a run for {run.BusinessDate:yyyy-MM-dd}");
            }

            memory.Entries.Add(entry);
        }

        foreach (Part part in memory.Parts.Values)
        {
            long now = memory.Reckon(part).Of(part).Posted;
            (long before, long expected) = fees[part.Name];
            if (now != expected && !(seen.IsDisturbed && now == before))
            {
                memory.Say($"{part.Name}: late fees as of {run.BusinessDate:yyyy-MM-dd} are {expected}, and {now} are posted");
            }
        }

        statuses.Flip(run.BusinessDate);
        statuses.Check(facts);

        (long Before, long Expected) Expected(Part part)
        {
            PartReckoning account = memory.Reckon(part).Of(part);
            return (account.Posted, memory.NewestOf(run.Job) > run.BusinessDate ? account.Posted : account.FeeAt(run.BusinessDate));
        }
    }
}
