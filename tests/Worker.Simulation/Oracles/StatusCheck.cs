using Worker.Simulation.Execution;

namespace Worker.Simulation.Oracles;

/// <summary>Statuses: paid as soon as the ledger says so, everything else at the close of a day.</summary>
internal sealed class StatusCheck(OracleMemory memory)
{
    /// <summary>Money moved at an instant: what became paid by it, or is no longer.</summary>
    public void AfterMovesOfMoney(DateTimeOffset now) => Flip(memory.Clock.DateAt(now).AddDays(-1));

    /// <summary>Late fees were posted as of a closed day.</summary>
    public void Flip(DateOnly closedDay)
    {
        foreach (IGrouping<string, Part> plan in memory.Parts.Values.GroupBy(part => part.Plan.Reference, StringComparer.Ordinal))
        {
            PlanReckoning account = memory.Reckon(plan.Key);
            foreach (Part part in plan)
            {
                bool isPaid = account.Of(part).IsPaid;
                if (isPaid != (part.Status == "paid"))
                {
                    part.Status = StatusAt(part, isPaid, closedDay);
                }
            }
        }
    }

    /// <summary>A run of mark-overdue for a closed day.</summary>
    public void CheckClose(StartedRun run, ObservedRun seen, Facts facts)
    {
        LedgerCheck.CheckUnchanged(memory, facts);
        if (!(memory.NewestOf(run.Job) > run.BusinessDate))
        {
            foreach (Part part in memory.Parts.Values)
            {
                string status = StatusAt(part, memory.Reckon(part).Of(part).IsPaid, run.BusinessDate);
                bool isUndone = seen.IsDisturbed && facts.Parts.First(fact => fact.Installment == part.Name).Status == part.Status;
                part.Status = isUndone ? part.Status : status;
            }
        }

        Check(facts);
    }

    /// <summary>What is stored is what the oracle has.</summary>
    public void Check(Facts facts)
    {
        foreach (PartFact fact in facts.Parts)
        {
            Part part = memory.Parts[fact.Installment];
            DateOnly? since = part.Status == "overdue" ? part.DueOn.AddDays(1) : null;
            if ((fact.Status, fact.OverdueSince) != (part.Status, since))
            {
                memory.Say($"{part.Name}: is {Said(fact.Status, fact.OverdueSince)}, and ought to be {Said(part.Status, since)}");
                part.Status = fact.Status;
            }
        }
    }

    private static string Said(string status, DateOnly? since) => since is null ? status : $"{status} since {since:yyyy-MM-dd}";

    private static string StatusAt(Part part, bool isPaid, DateOnly closedDay)
    {
        if (isPaid)
        {
            return "paid";
        }

        return closedDay >= part.DueOn.AddDays(part.Policy.GraceDays) ? "overdue"
            : closedDay.AddDays(1) >= part.DueOn ? "due"
            : "scheduled";
    }
}
