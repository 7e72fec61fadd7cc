namespace Worker.Servicing.Operators;

/// <summary>A check of the ledger that a query makes. The checks that take a replay of every plan come beside these.</summary>
public sealed record Invariant
{
    /// <summary>What payments, waivers and reversals must look like; what a replay finds is counted here too.</summary>
    public const string EntriesInOrder = "entries-in-order";

    private Invariant(string name, string explanation)
    {
        Name = name;
        Explanation = explanation;
    }

    /// <summary>Every one of them, in the order in which they are made.</summary>
    public static IReadOnlyList<Invariant> All { get; } =
    [
        new("payments-match-attempts", "Every debited payment is a succeeded attempt with the same amount, currency, installment and date, and the other way round."),
        new("imported-payments", "Every other payment was imported, and every imported entry is a payment."),
        new("open-debits-match", "Whatever blocks an installment is an attempt of it that is in doubt.") { IsCheap = true },
        new("doubts-block", "Every attempt in doubt blocks its installment."),
        new("one-success-per-order", "An order number has at most one payment."),
        new("messages-unique", "There is one message per kind, installment and date or attempt, and no receipt without a debit."),
        new("messages-queued", "Every message that waits has a time at which it is tried next, and no other has."),
        new("active-runs-match", "Every run that has not ended is the active one of its job, and the other way round.") { IsCheap = true },
        new("tallies-match-runs", "What the runs counted as debited is what the ledger holds."),
        new("declines-match-runs", "What the runs counted as declined, rejected or given up is what the attempts say."),
        new("fees-match-runs", "What the runs counted as late fees, posted and taken back, is what the ledger holds."),
        new("notices-match-runs", "What the runs counted as notices written and debits to give a receipt for is what is in the outbox."),
        new("mails-match-runs", "What the runs counted as sent is what the outbox says was sent."),
        new("schedules-add-up", "The principals of a plan's installments add up to the plan's."),
        new("overdue-since-due-dates", "An installment is overdue since the day after its due date, and has such a day only while it is overdue."),
        new(EntriesInOrder, "Every reversal takes back one payment or waiver of its plan, and what payments and waivers brought is allocated, credit, or lapsed, to the last unit."),
    ];

    public string Name { get; }

    public string Explanation { get; }

    /// <summary>
    /// True when its query steps into indexes alone, at a cost that depends on what is under way and not on how large the
    /// book is: a probe may ask every few seconds.
    /// </summary>
    public bool IsCheap { get; private init; }
}
