using System.Globalization;
using Hangfire;
using Hangfire.Client;
using Hangfire.States;
using Microsoft.AspNetCore.Http;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Calendar;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Scheduling;

/// <summary>Makes the background jobs of <i>Trigger now</i>: a separate run for today, in the name of whoever pressed the button.</summary>
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
        context.Parameters[JobMarks.Occurrence] = JobMarks.NewOccurrence();
        context.Parameters.Add(actor.Actor);
        return inner.Create(new CreateContext(
            context.Storage, context.Connection, JobCalls.Run(definition.Name, businessDate), context.InitialState, context.Parameters));
    }
}

/// <summary>
/// Makes background jobs. A recurring job's background job is made for the business date of its time, so that arguments and name
/// show it; a time that is not in our schedule makes none.
/// </summary>
internal sealed class ScheduledJobFactory(IBackgroundJobFactory inner, JobTimetable timetable) : IBackgroundJobFactory
{
    private const string RecurringTime = "Time";

    public IStateMachine StateMachine => inner.StateMachine;

    public BackgroundJob? Create(CreateContext context)
    {
        if (!context.Job.IsRun() || context.Job.Text(1) is not null || !context.Parameters.TryGetValue(RecurringTime, out object? time))
        {
            return inner.Create(context);
        }

        // Taken off the list of jobs; a host of an older release still schedules it.
        if (JobList.Find(context.Job.Text(0)!) is not JobDefinition definition)
        {
            return null;
        }

        DateTimeOffset instant = DateTimeOffset.FromUnixTimeSeconds(Convert.ToInt64(time, CultureInfo.InvariantCulture));
        (DateOnly businessDate, ScheduledOccurrence occurrence) = timetable.NewestOf(definition, instant);
        return occurrence.Instant == instant
            ? inner.Create(new CreateContext(
                context.Storage, context.Connection, JobCalls.Run(definition.Name, businessDate), context.InitialState, context.Parameters))
            : null;
    }
}

public sealed class CurrentActor(IHttpContextAccessor accessor)
{
    /// <summary>Who is signed in; <c>dashboard</c> if nobody has to be.</summary>
    public Actor Actor => accessor.HttpContext?.User is { Identity: { IsAuthenticated: true, Name.Length: > 0 } } user ? Actor.Of(user) : new Actor("dashboard");
}
