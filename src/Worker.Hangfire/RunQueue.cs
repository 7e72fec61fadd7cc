using Hangfire;
using Hangfire.States;
using Worker.Hangfire.Jobs;

namespace Worker.Hangfire;

/// <summary>Hands runs over to an installation that runs elsewhere: they show on its dashboard.</summary>
/// <param name="client">Makes background jobs.</param>
public sealed class RunQueue(IBackgroundJobClientV2 client)
{
    /// <summary>Has a job run for a date by whichever host takes it first.</summary>
    /// <param name="job">The job's name, as in the list of jobs.</param>
    /// <param name="businessDate">The day it works for.</param>
    /// <param name="actor">Who.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The background job's id.</returns>
    public string Enqueue(string job, DateOnly businessDate, string actor, string? reason)
    {
        var marks = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [JobMarks.Occasion] = JobMarks.NewOccasion(),
            [JobMarks.Actor] = actor,
        };
        if (reason is not null)
        {
            marks[JobMarks.Reason] = reason;
        }

        return client.Create(JobCalls.Run(job, businessDate), new EnqueuedState(Queues.Of(job)), marks);
    }
}
