namespace Worker.Servicing.Ledger;

/// <summary>Names of the kinds as they stand in the database.</summary>
public static class EntryKinds
{
    /// <summary>The kind's name: <c>payment</c>, <c>late_fee</c>, <c>waiver</c>, <c>reversal</c>.</summary>
    public static string Name(this EntryKind kind) => kind switch
    {
        EntryKind.Payment => "payment",
        EntryKind.LateFee => "late_fee",
        EntryKind.Waiver => "waiver",
        EntryKind.Reversal => "reversal",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <exception cref="FormatException">No kind has that name.</exception>
    public static EntryKind Parse(string name) => name switch
    {
        "payment" => EntryKind.Payment,
        "late_fee" => EntryKind.LateFee,
        "waiver" => EntryKind.Waiver,
        "reversal" => EntryKind.Reversal,
        _ => throw new FormatException($"'{name}' is not a kind of ledger entry."),
    };
}
