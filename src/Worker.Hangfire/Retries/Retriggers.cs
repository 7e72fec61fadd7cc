using Hangfire.States;
using Worker.Hangfire.Jobs;
using Worker.Hangfire.Scheduling;

namespace Worker.Hangfire.Retries;

/// <summary>
/// Makes <i>Requeue</i> on the dashboard a trigger: a job that has ended runs again as a new occurrence, in the name of whoever
/// pressed the button. The old occurrence has ended, so repeating it would do nothing.
/// </summary>
internal sealed class Retriggers(CurrentActor actor) : IElectStateFilter
{
    public void OnStateElection(ElectStateContext context)
    {
        bool hasEnded = context.CurrentState is { } state
            && (state == SucceededState.StateName || state == FailedState.StateName || state == DeletedState.StateName);
        if (context.CandidateState is EnqueuedState && hasEnded && context.BackgroundJob.Job.IsRun())
        {
            context.SetJobParameter(JobMarks.Occurrence, JobMarks.NewOccurrence());
            context.SetJobParameter(JobMarks.Actor, actor.Actor.Name);
            context.SetJobParameter(JobMarks.Account, actor.Actor.Account);
        }
    }
}
