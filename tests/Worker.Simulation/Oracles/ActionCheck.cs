using Worker.Simulation.Execution;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Oracles;

/// <summary>What people did, and what followed from it at once.</summary>
internal sealed class ActionCheck(OracleMemory memory, StatusCheck statuses, MessageCheck messages)
{
    public void Check(StoryAction action, string? refusal, DateTimeOffset now, Facts facts)
    {
        DateOnly today = memory.Clock.DateAt(now);
        string? expectedRefusal = null;
        switch (action)
        {
            case Hold hold when hold.Until < today:
                expectedRefusal = "it would be over";
                break;
            case Hold hold:
                memory.Holds.RemoveAll(held => held.IsPlan == hold.IsPlan && held.Reference == hold.Reference);
                memory.Holds.Add(new Held(hold.IsPlan, hold.Reference, hold.Until));
                break;
            case Release release:
                memory.Holds.RemoveAll(held => held.IsPlan == release.IsPlan && held.Reference == release.Reference);
                break;
            case Switch { Channel: null } turn:
                memory.AreDebitsOff = !turn.On;
                break;
            case Switch turn:
                _ = turn.On ? memory.ChannelsOff.Remove(turn.Channel!) : memory.ChannelsOff.Add(turn.Channel!);
                break;
            case CourtesyMail mail:
                _ = mail.On ? memory.CourtesyOff.Remove(mail.Customer) : memory.CourtesyOff.Add(mail.Customer);
                break;
            case Waive waive:
                expectedRefusal = CheckWaiver(waive, today, facts);
                break;
            case ImportPayments import:
                CheckPayments(import.Payments, today, facts);
                break;
            case SuspendMethod suspend:
                memory.Active.Remove(suspend.Method);
                break;
        }

        if (refusal is null != (expectedRefusal is null))
        {
            memory.Say($"{action} was {(refusal is null ? "taken" : $"refused: {refusal}")}; {expectedRefusal ?? "nothing speaks against it"}");
        }

        LedgerCheck.CheckUnchanged(memory, facts);
        LedgerCheck.CheckAttempts(memory, facts);
        LedgerCheck.CheckMethods(memory, facts);
        LedgerCheck.CheckNotices(memory, facts);
        statuses.AfterMovesOfMoney(now);
        statuses.Check(facts);
        messages.Check(facts);
    }

    /// <summary>Imported payments are in the ledger as they were given.</summary>
    public void CheckPayments(IReadOnlyList<StoryPayment> payments, DateOnly today, Facts facts)
    {
        IReadOnlyList<EntryFact> come = LedgerCheck.New(memory, facts);
        foreach (StoryPayment payment in payments)
        {
            EntryFact? entry = come.FirstOrDefault(one => one.EntryKey == $"import:{payment.Reference}");
            if (entry is null
                || (entry.Kind, entry.Installment, entry.Amount, entry.EffectiveOn)
                    != ("payment", $"{payment.Plan}-{payment.Number}", payment.Amount, payment.PaidOn))
            {
                memory.Say($"{payment.Plan}-{payment.Number}: payment {payment.Reference} over {payment.Amount} is not in the ledger as it was imported");
            }
        }

        foreach (EntryFact entry in come.Where(entry => payments.Any(payment => entry.EntryKey == $"import:{payment.Reference}")))
        {
            memory.Entries.Add(entry);
            memory.Untold.Add(entry.EntryId, today);
        }
    }

    private string? CheckWaiver(Waive waive, DateOnly today, Facts facts)
    {
        Part part = memory.Parts[$"{waive.Plan}-{waive.Number}"];
        long owed = memory.Reckon(part).Of(part).FeesOwedOn(today);
        long amount = waive.Amount ?? owed;
        if (owed == 0 || amount > owed)
        {
            return $"{owed} of late fees are owed";
        }

        EntryFact[] come = [.. LedgerCheck.New(memory, facts)];
        if (come is not [{ Kind: "waiver" } waiver] || (waiver.Installment, waiver.Amount, waiver.EffectiveOn) != (part.Name, amount, today))
        {
            memory.Say($"{part.Name}: {amount} of late fees were waived, and the ledger does not say so");
        }

        foreach (EntryFact entry in come.Where(entry => entry.Kind == "waiver" && entry.Installment == part.Name))
        {
            memory.Entries.Add(entry);
            memory.Untold.Add(entry.EntryId, today);
        }

        return null;
    }
}
