using System.Globalization;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Tests.Ledger;

/// <summary>Short ways to write plans and their ledgers down in tests.</summary>
internal static class Book
{
    public const string Product = "phone";

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Installment Installment(string dueOn, long principal, long interest, int number = 1, string? writtenOffOn = null) =>
        new(number, number, Day(dueOn), principal, interest, writtenOffOn is null ? null : Day(writtenOffOn));

    /// <summary>
    /// Entries in ledger order, one per line or semicolon: <c>payment 2026-03-20 13500 for 2</c>, <c>waiver …</c>,
    /// <c>fee …</c>, <c>reversal 2026-03-20 13500 of 1</c>; without <c>for</c>, for installment 1. Ids count from 1.
    /// </summary>
    public static LedgerEntry[] Entries(string text)
    {
        string[] lines = text.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. lines.Select((line, index) => Entry(index + 1, line.Split(' ')))];
    }

    public static LateFeePolicies Policies(params LateFeePolicy[] policies) =>
        new(new Dictionary<string, IReadOnlyList<LateFeePolicy>>(StringComparer.Ordinal) { [LateFeePolicies.DefaultProduct] = policies });

    public static PlanAccount Replay(
        IReadOnlyList<Installment> installments,
        IReadOnlyList<LedgerEntry> entries,
        LateFeePolicies? policies = null,
        AllocationOrder? order = null,
        string currency = "CNY") =>
        PlanAccount.Replay(Product, currency, installments, entries, policies ?? LateFeePolicies.BuiltIn, order ?? AllocationOrder.Default);

    private static LedgerEntry Entry(long id, string[] words)
    {
        EntryKind kind = words[0] switch
        {
            "payment" => EntryKind.Payment,
            "waiver" => EntryKind.Waiver,
            "fee" => EntryKind.LateFee,
            "reversal" => EntryKind.Reversal,
            _ => throw new FormatException(words[0]),
        };
        long amount = long.Parse(words[2], CultureInfo.InvariantCulture);
        long? other = words.Length > 4 ? long.Parse(words[4], CultureInfo.InvariantCulture) : null;
        return kind == EntryKind.Reversal
            ? new LedgerEntry(id, 1, kind, amount, Day(words[1]), other)
            : new LedgerEntry(id, other ?? 1, kind, amount, Day(words[1]), null);
    }
}
