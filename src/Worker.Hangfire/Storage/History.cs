using Hangfire.States;
using Hangfire.Storage;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Storage;

/// <summary>
/// How long background jobs stay on the dashboard. Failed ones stay until somebody deals with them; those of an all-day job that
/// found nothing to do go after a day, or 43,000 lines a month would hide the rest.
/// </summary>
/// <param name="timetable">Tells which jobs run all day.</param>
internal sealed class History(HangfireEngineOptions options, JobTimetable timetable, TimeProvider time) : IApplyStateFilter
{
    private const int AllDay = 24;

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        if (context.NewState.IsFinal)
        {
            context.JobExpirationTimeout = FoundNothing(context) && IsAllDay(context) ? options.HistoryOfNothing : options.History;
        }
    }

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
    }

    private static bool FoundNothing(ApplyStateContext context) =>
        context.NewState is SucceededState && context.GetJobParameter<bool>(JobMarks.FoundNothing);

    private bool IsAllDay(ApplyStateContext context) =>
        context.BackgroundJob.Job.IsRun()
        && JobList.Find(context.BackgroundJob.Job.Text(0)!) is JobDefinition job
        && timetable.Of(job).OccurrencesOn(timetable.Zone.DateAt(time.GetUtcNow()), timetable.Zone).Count > AllDay;
}
