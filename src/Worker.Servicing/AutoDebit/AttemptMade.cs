namespace Worker.Servicing.AutoDebit;

/// <summary>
/// An attempt that counts for the retry schedule: one that reached the channel. A hard decline (another method is tried at
/// once), an attempt that was withdrawn and a channel outage do not.
/// </summary>
public readonly record struct AttemptMade(DateOnly BusinessDate, DateTimeOffset SentAt);
