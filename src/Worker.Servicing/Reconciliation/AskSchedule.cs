namespace Worker.Servicing.Reconciliation;

/// <summary>When an attempt in doubt is asked about: 1 min, 5 min, 15 min and 1 h after it was sent, then hourly, for ever.</summary>
public static class AskSchedule
{
    private static readonly TimeSpan[] AfterSending =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>The instant of the next question, later than now.</summary>
    /// <param name="sentAt">When the order was last sent.</param>
    /// <param name="now">Questions that were missed until now are one question.</param>
    public static DateTimeOffset NextAsk(DateTimeOffset sentAt, DateTimeOffset now)
    {
        foreach (TimeSpan delay in AfterSending)
        {
            if (sentAt + delay > now)
            {
                return sentAt + delay;
            }
        }

        TimeSpan waited = now - sentAt;
        return sentAt + TimeSpan.FromHours(Math.Floor(waited.TotalHours) + 1);
    }
}
