using System.Globalization;
using Hangfire;
using Hangfire.Client;
using Hangfire.States;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Calendar;
using Worker.Servicing.Runs;

namespace Worker.Hangfire.Scheduling;

/// <summary>
/// Makes background jobs. When a recurring job's time has come, the background job is made for that time's business date, so
/// that it stands in its arguments and in its name; a time that is no occasion of our schedule makes none.
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

        // A job that was taken off the list, which another host has not heard of yet.
        if (JobList.Find(context.Job.Text(0)!) is not JobDefinition definition)
        {
            return null;
        }

        DateTimeOffset instant = DateTimeOffset.FromUnixTimeSeconds(Convert.ToInt64(time, CultureInfo.InvariantCulture));
        (DateOnly businessDate, Occasion occasion) = timetable.NewestOf(definition, instant);
        return occasion.Instant == instant
            ? inner.Create(new CreateContext(
                context.Storage, context.Connection, JobCalls.Run(definition.Name, businessDate), context.InitialState, context.Parameters))
            : null;
    }
}
