using Worker.Servicing.AutoDebit;

namespace Worker.Servicing.Reconciliation;

/// <summary>An attempt in doubt.</summary>
/// <param name="Attempt">The attempt, exactly as it was sent.</param>
/// <param name="LastSentAt">When it was sent the last time.</param>
public sealed record OpenDebit(DebitAttempt Attempt, DateTimeOffset LastSentAt);
