using Worker.Servicing.AutoDebit;

namespace Worker.Servicing.Reconciliation;

public sealed record OpenDebit(DebitAttempt Attempt, DateTimeOffset LastSentAt);
