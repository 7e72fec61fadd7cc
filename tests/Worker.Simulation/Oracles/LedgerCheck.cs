using Worker.Simulation.Execution;

namespace Worker.Simulation.Oracles;

/// <summary>The ledger only grows, and methods only change for a reason.</summary>
internal static class LedgerCheck
{
    /// <summary>Entries that the oracle has not seen yet; those it has are still what they were.</summary>
    public static IReadOnlyList<EntryFact> New(OracleMemory memory, Facts facts)
    {
        Dictionary<long, EntryFact> known = memory.Entries.ToDictionary(entry => entry.EntryId);
        foreach (EntryFact entry in known.Values.Except(facts.Entries))
        {
            memory.Say($"{entry.Installment}: ledger entry {entry.EntryKey} over {entry.Amount} is gone or was changed");
        }

        return [.. facts.Entries.Where(entry => !known.ContainsKey(entry.EntryId))];
    }

    /// <summary>No entry came that nobody can account for.</summary>
    public static void CheckUnchanged(OracleMemory memory, Facts facts)
    {
        foreach (EntryFact entry in New(memory, facts))
        {
            memory.Say($"{entry.Installment}: {entry.Kind} {entry.EntryKey} over {entry.Amount} came from nowhere");
            memory.Entries.Add(entry);
        }
    }

    /// <summary>Methods are active or not as the oracle has it.</summary>
    public static void CheckMethods(OracleMemory memory, Facts facts)
    {
        foreach (MethodFact method in facts.Methods.Where(method => method.Status == "active" != memory.Active.Contains(method.Method)))
        {
            memory.Say($"method {method.Method} is {method.Status}, and ought {(method.Status == "active" ? "not " : "")}to be active");
        }
    }

    /// <summary>What was announced is what it was.</summary>
    public static void CheckNotices(OracleMemory memory, Facts facts)
    {
        foreach (NoticeFact notice in facts.Notices.Where(notice => memory.Notices.GetValueOrDefault(notice.NoticeNo) != notice))
        {
            memory.Say($"{notice.Installment}: notice {notice.NoticeNo} over {notice.Amount} is {notice.State}, and nobody made it so");
        }
    }

    /// <summary>Attempts are what they were.</summary>
    public static void CheckAttempts(OracleMemory memory, Facts facts)
    {
        foreach (AttemptFact attempt in facts.Attempts.Where(attempt => memory.Attempts.GetValueOrDefault(attempt.OrderNo) != attempt))
        {
            memory.Say($"{attempt.Installment}: order {attempt.OrderNo} is {attempt.State}, and nobody made it so");
        }

        if (facts.Attempts.Count < memory.Attempts.Count)
        {
            memory.Say("an attempt is gone");
        }

        foreach (DoubtFact doubt in memory.Doubts.Values.Except(facts.Doubts))
        {
            memory.Say($"{doubt.Installment}: that order {doubt.OrderNo} is in doubt, and to be asked about at {doubt.NextAskAt:u}, was changed by nobody");
        }

        foreach (DoubtFact doubt in facts.Doubts.Where(doubt => !memory.Doubts.ContainsKey(doubt.OrderNo)))
        {
            memory.Say($"{doubt.Installment}: it is blocked by order {doubt.OrderNo}, and nobody blocked it");
        }
    }
}
