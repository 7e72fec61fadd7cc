using Hangfire;
using Hangfire.States;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire;

/// <summary>Queues runs as background jobs, from the worker itself or from another process.</summary>
public sealed class RunQueue(IBackgroundJobClientV2 client) : IRunStarter
{
    /// <summary>The first host that takes the background job runs it.</summary>
    /// <param name="businessDate">The day it works for.</param>
    /// <returns>The background job's id.</returns>
    public string Enqueue(string job, DateOnly businessDate, string actor, string? reason) =>
        Enqueue(new RunRequest(job, businessDate, RunRequest.NewOccurrence(), RunTrigger.Manual, new Actor(actor), reason));

    public Task<StartedRun> StartAsync(RunRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new StartedRun(null, Enqueue(request)));

    private string Enqueue(RunRequest request)
    {
        var marks = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JobMarks.Occurrence] = request.Occurrence,
        };
        marks.Add(request.Actor);
        if (request.Reason is not null)
        {
            marks[JobMarks.Reason] = request.Reason;
        }

        return client.Create(JobCalls.Run(request.Job, request.BusinessDate), new EnqueuedState(Queues.Of(request.Job)), marks);
    }
}
