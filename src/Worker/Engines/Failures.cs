using Quartz;
using Worker.Servicing.Calendar;

namespace Worker.Engines;

/// <summary>How often an occasion has failed in this process, and how long it is left alone for it.</summary>
internal static class Failures
{
    private const string OccasionKey = "occasion";
    private const string CountKey = "failures";

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30)];

    /// <summary>The wait after a number of failures, 1 or more: 1, 5 and 15 minutes, then 30 each time.</summary>
    public static TimeSpan WaitAfter(int failures) => Waits[Math.Min(failures, Waits.Length) - 1];

    /// <summary>How often the occasion failed before this firing; 0 for a time of its own.</summary>
    public static int Before(IJobExecutionContext firing, Occasion occasion)
    {
        JobDataMap data = firing.Trigger.JobDataMap;
        return data.TryGetString(OccasionKey, out string? failed) && failed == occasion.ToString() ? data.GetInt(CountKey) : 0;
    }

    /// <summary>What the trigger of another try has to remember.</summary>
    public static JobDataMap Remember(Occasion occasion, int failures) =>
        new() { [OccasionKey] = occasion.ToString(), [CountKey] = failures };
}
