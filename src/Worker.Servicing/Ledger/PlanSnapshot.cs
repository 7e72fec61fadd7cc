using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Overdue;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Ledger;

/// <summary>A plan as it stood when it was read: its schedule, statuses and ledger.</summary>
/// <param name="Currency">ISO code of every amount in it; may be one the worker does not know.</param>
/// <param name="Statuses">The stored status of each installment, in the same order.</param>
/// <param name="Entries">The ledger, in order of entry.</param>
public sealed record PlanSnapshot(
    long PlanId,
    string PlanReference,
    long CustomerId,
    string Product,
    string Currency,
    IReadOnlyList<Installment> Installments,
    IReadOnlyList<InstallmentStatus> Statuses,
    IReadOnlyList<LedgerEntry> Entries)
{
    /// <summary>The account as the ledger makes it; false when a row of the plan breaks a rule, and then why.</summary>
    public bool TryReplay(LedgerRules rules, [NotNullWhen(true)] out PlanAccount? account, [NotNullWhen(false)] out RunError? error)
    {
        account = null;
        error = null;
        if (!Ledger.Currency.TryParse(Currency, out _))
        {
            error = SetAside("unknown-currency", $"The currency '{Currency}' is not one the worker knows.");
            return false;
        }

        try
        {
            account = PlanAccount.Replay(Product, Currency, Installments, Entries, rules.Policies, rules.Order);
            return true;
        }
        catch (Exception broken) when (broken is InvalidLedgerException or OverflowException)
        {
            error = SetAside("invalid-ledger", broken.Message);
            return false;
        }
    }

    /// <summary>The plan as it will be once these entries are in the ledger too.</summary>
    public PlanSnapshot With(IEnumerable<LedgerEntry> entries) => this with { Entries = [.. Entries, .. entries] };

    private RunError SetAside(string code, string detail) => new(code, $"plan {PlanReference}", detail, IsSetAside: true);
}
