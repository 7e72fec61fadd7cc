using System.Collections.Frozen;

namespace Worker.Servicing.Channels;

/// <summary>Whether a decline lies with the method for good (hard) or with the moment (soft).</summary>
public enum DeclineCategory
{
    /// <summary>The moment: insufficient funds, a limit. Tried again by the schedule.</summary>
    Soft = 1,

    Hard,
}

public static class DeclineCategories
{
    public static IReadOnlySet<string> DefaultHardCodes { get; } = new[]
    {
        "account_closed", "agreement_revoked", "card_expired", "card_lost", "fraud_suspected",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Codes of the gateway contract that a later attempt may overcome.</summary>
    public static IReadOnlySet<string> KnownSoftCodes { get; } = new[]
    {
        "insufficient_funds", "limit_exceeded", "try_later",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The category of a code: hard when the channel's table says so, soft for every other, the unknown included.</summary>
    public static DeclineCategory Of(string? code, IReadOnlySet<string> hardCodes) =>
        code is not null && hardCodes.Contains(code) ? DeclineCategory.Hard : DeclineCategory.Soft;

    /// <summary>True when neither the channel's hard table nor the contract knows the code: treated as soft, and counted.</summary>
    public static bool IsUnknown(string? code, IReadOnlySet<string> hardCodes) =>
        code is null || !(hardCodes.Contains(code) || KnownSoftCodes.Contains(code));
}
