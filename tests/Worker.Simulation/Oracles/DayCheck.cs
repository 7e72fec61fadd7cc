using System.Globalization;
using Worker.Channels.Sandbox;
using Worker.Simulation.Execution;

namespace Worker.Simulation.Oracles;

/// <summary>The end of a day: whatever stands is what it ought to be, whoever looks at it.</summary>
internal sealed class DayCheck(OracleMemory memory, StatusCheck statuses, MessageCheck messages)
{
    public void Check(
        Facts facts, IReadOnlyList<AccountSeen> accounts, IReadOnlyList<SandboxLedgerEntry> sandbox, IReadOnlyList<string> violations)
    {
        foreach (string violation in violations)
        {
            memory.Say(violation);
        }

        LedgerCheck.CheckUnchanged(memory, facts);
        LedgerCheck.CheckAttempts(memory, facts);
        LedgerCheck.CheckMethods(memory, facts);
        LedgerCheck.CheckNotices(memory, facts);
        statuses.Check(facts);
        messages.Check(facts);
        CheckAccounts(accounts);
        CheckSandbox(sandbox);
    }

    private void CheckAccounts(IReadOnlyList<AccountSeen> accounts)
    {
        foreach (AccountSeen seen in accounts)
        {
            PlanReckoning account = memory.Reckon(seen.Plan);
            if (account.Credit != seen.Credit)
            {
                memory.Say($"plan {seen.Plan}: its credit is {account.Credit}, and the worker makes it {seen.Credit}");
            }

            // Debits alone never take more than is owed. What comes by other ways may leave over as much, and the fees that it takes back.
            EntryFact[] entries = [.. memory.Entries.Where(entry => entry.Plan == seen.Plan)];
            long others = entries.Where(entry => entry.Kind == "waiver" || entry.EntryKey.StartsWith("import:", StringComparison.Ordinal)).Sum(entry => entry.Amount);
            long fees = entries.Where(entry => entry.Kind == "late_fee" && entry.Amount > 0).Sum(entry => entry.Amount);
            if (account.Credit > (others == 0 ? 0 : others + fees))
            {
                memory.Say($"plan {seen.Plan}: {account.Credit} were paid too much, and only {others} came by other ways than debits");
            }

            foreach (PartReckoning part in account.Parts.Where(part => part.Outstanding != seen.Outstanding[part.Part.Name]))
            {
                memory.Say($"{part.Part.Name}: {part.Outstanding} are outstanding, and the worker makes it {seen.Outstanding[part.Part.Name]}");
            }
        }
    }

    /// <summary>What the sandbox takes of an order: a percentage where the token says so, at least one minor unit.</summary>
    private static long Taken(string token, long amount) =>
        Array.Find(token.Split('+'), rule => rule.StartsWith("partial:", StringComparison.Ordinal)) is string rule
            ? Math.Max(1, amount * int.Parse(rule["partial:".Length..], CultureInfo.InvariantCulture) / 100)
            : amount;

    /// <summary>What the channels debited is what is booked, but for what is in doubt.</summary>
    private void CheckSandbox(IReadOnlyList<SandboxLedgerEntry> sandbox)
    {
        Dictionary<string, SandboxLedgerEntry> debited = sandbox.ToDictionary(entry => entry.OrderNo, StringComparer.Ordinal);
        foreach (AttemptFact attempt in memory.Attempts.Values)
        {
            bool isDebited = debited.Remove(attempt.OrderNo, out SandboxLedgerEntry? entry);
            long taken = Taken(memory.Methods[attempt.Method].Token, attempt.Amount);
            if (isDebited && (entry!.Amount, entry.Currency, entry.Description) != (taken, attempt.Currency, attempt.Installment))
            {
                memory.Say($"order {attempt.OrderNo} of {attempt.Installment}: the channel debited {entry.Amount}, and takes {taken} of {attempt.Amount}");
            }

            if (!attempt.IsInDoubt && isDebited != (attempt.State == "succeeded"))
            {
                memory.Say($"order {attempt.OrderNo} of {attempt.Installment} is {attempt.State}, and the channel debited {(isDebited ? "" : "nothing of ")}it");
            }
        }

        foreach (SandboxLedgerEntry stranger in debited.Values)
        {
            memory.Say($"the channel debited {stranger.Amount} for {stranger.Description}, and nobody knows of order {stranger.OrderNo}");
        }
    }
}
