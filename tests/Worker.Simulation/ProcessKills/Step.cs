namespace Worker.Simulation.ProcessKills;

/// <summary>One run of a job at a time of the rehearsed day.</summary>
internal sealed record Step(string Job, TimeOnly Time)
{
    /// <summary>Debits at nine and at two; questions every hour, each late enough for what was lost to be known as lost.</summary>
    public static IEnumerable<Step> OfTheDay()
    {
        for (int hour = 9; hour < 24; hour++)
        {
            if (hour is 9 or 14)
            {
                yield return new Step("auto-debit", new TimeOnly(hour, 0));
            }

            yield return new Step("reconcile", new TimeOnly(hour, 20));
        }
    }
}
