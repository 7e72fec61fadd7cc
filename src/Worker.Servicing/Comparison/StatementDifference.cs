using System.Text.Json;

namespace Worker.Servicing.Comparison;

/// <summary>What a statement and the ledger can be at odds about.</summary>
public enum StatementDifferenceKind
{
    /// <summary>The statement has an order that the ledger does not know.</summary>
    NotInLedger = 1,

    /// <summary>The ledger has a debit within the statement's time, and the statement has not.</summary>
    NotInStatement,

    AmountDiffers,

    /// <summary>One says that it was debited, or how it ended, and the other does not.</summary>
    StatusDiffers,

    /// <summary>The order belongs to another channel than the statement.</summary>
    ChannelDiffers,

    /// <summary>The statement has the order a second time.</summary>
    TwiceInStatement,
}

public static class StatementDifferenceKinds
{
    /// <summary>The kind's name: <c>not-in-ledger</c>, <c>not-in-statement</c>, <c>amount-differs</c>, <c>status-differs</c>, <c>channel-differs</c>, <c>twice-in-statement</c>.</summary>
    public static string Name(this StatementDifferenceKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{kind}");
}

/// <summary>One thing a statement and the ledger are at odds about.</summary>
/// <param name="OrderNumber">The order.</param>
/// <param name="Line">Where it stands in the statement; null when it does not.</param>
/// <param name="Theirs">What the statement says; null when it says nothing.</param>
/// <param name="Ours">What the ledger says; null when it says nothing.</param>
public sealed record StatementDifference(StatementDifferenceKind Kind, string OrderNumber, long? Line, string? Theirs, string? Ours);
