using Worker.Servicing.Calendar;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.AutoDebit;

/// <summary>Where auto-debit reads from, and the rules it asks.</summary>
/// <param name="Store">Candidates and attempts.</param>
/// <param name="Book">Plans, methods, holds.</param>
/// <param name="Rule">Which method, how much.</param>
/// <param name="Settings">The <c>AutoDebit</c> section.</param>
/// <param name="Ledger">How payments are allocated.</param>
/// <param name="Zone">The business time zone.</param>
/// <param name="Time">The business clock.</param>
public sealed record DebitSources(
    IAutoDebitStore Store,
    IBookReader Book,
    DebitRule Rule,
    AutoDebitSettings Settings,
    LedgerRules Ledger,
    BusinessZone Zone,
    TimeProvider Time);
