using Hangfire;
using Hangfire.Client;
using Hangfire.States;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Calendar;
using Worker.Servicing.Runs;

namespace Worker.Hangfire.Scheduling;

/// <summary>Makes the background jobs of <i>Trigger now</i>: a run of its own for the day of now, in the name of who pressed the button.</summary>
internal sealed class TriggeredJobFactory(IBackgroundJobFactory inner, BusinessZone zone, TimeProvider time, CurrentActor actor)
    : IBackgroundJobFactory
{
    public IStateMachine StateMachine => inner.StateMachine;

    public BackgroundJob? Create(CreateContext context)
    {
        if (!context.Job.IsRun() || context.Job.Text(1) is not null || JobList.Find(context.Job.Text(0)!) is not JobDefinition definition)
        {
            return inner.Create(context);
        }

        DateOnly businessDate = definition.BusinessDate.DateOf(zone.DateAt(time.GetUtcNow()));
        context.Parameters[JobMarks.Occasion] = JobMarks.NewOccasion();
        context.Parameters.Add(actor.Actor);
        return inner.Create(new CreateContext(
            context.Storage, context.Connection, JobCalls.Run(definition.Name, businessDate), context.InitialState, context.Parameters));
    }
}
