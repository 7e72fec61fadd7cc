using Worker.Servicing.AutoDebit;

namespace Worker.Servicing.Reconciliation;

/// <summary>What the book knows of one order.</summary>
/// <param name="Attempt">The attempt, exactly as it was sent.</param>
/// <param name="State">Where it stands.</param>
/// <param name="RunId">The run that made it.</param>
/// <param name="Reference">The channel's own reference; null while it gave none.</param>
/// <param name="DeclineCode">The channel's code of a decline.</param>
/// <param name="Detail">What the last answer said of itself.</param>
/// <param name="SettledAt">When it was settled; null while it is in doubt.</param>
/// <param name="Doubt">How often it was asked about; null once it is settled.</param>
public sealed record OrderRecord(
    DebitAttempt Attempt,
    AttemptState State,
    long RunId,
    string? Reference,
    string? DeclineCode,
    string? Detail,
    DateTimeOffset? SettledAt,
    DoubtHistory? Doubt);

/// <summary>What was done about a doubt so far.</summary>
/// <param name="Asks">How often an answer left it in doubt, that to the first sending included.</param>
/// <param name="LastSentAt">When it was last sent.</param>
/// <param name="Resends">How often it was sent again, under its own number.</param>
/// <param name="NextAskAt">When it is asked about next.</param>
public sealed record DoubtHistory(int Asks, DateTimeOffset LastSentAt, int Resends, DateTimeOffset NextAskAt);
