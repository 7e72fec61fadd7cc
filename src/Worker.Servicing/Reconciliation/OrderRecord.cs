using Worker.Servicing.AutoDebit;

namespace Worker.Servicing.Reconciliation;

/// <summary>What the book knows of one order.</summary>
/// <param name="Reference">The channel's own reference; null while it gave none.</param>
/// <param name="SettledAt">When it was settled; null while it is in doubt.</param>
/// <param name="Doubt">How often it was asked about; null once it is settled.</param>
/// <param name="DesignatedMethodId">The method that its plan designates now; null for none.</param>
/// <param name="AllowsFallback">Whether others may stand in for it.</param>
/// <param name="Autopay">Whether its plan is debited at all now.</param>
public sealed record OrderRecord(
    DebitAttempt Attempt,
    AttemptState State,
    long RunId,
    string? Reference,
    string? DeclineCode,
    string? Detail,
    DateTimeOffset? SettledAt,
    DoubtHistory? Doubt,
    long? DesignatedMethodId,
    bool AllowsFallback,
    bool Autopay);

/// <summary>What was done about a doubt so far.</summary>
public sealed record DoubtHistory(int Asks, DateTimeOffset LastSentAt, int Resends, DateTimeOffset NextAskAt);
