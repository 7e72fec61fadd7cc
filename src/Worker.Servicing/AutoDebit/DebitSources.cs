using Worker.Servicing.Calendar;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.AutoDebit;

/// <summary>Where auto-debit reads from, and the rules it asks.</summary>
public sealed record DebitSources(
    IAutoDebitStore Store,
    IBookReader Book,
    DebitRule Rule,
    AutoDebitSettings Settings,
    LedgerRules Ledger,
    BusinessZone Zone,
    TimeProvider Time);
