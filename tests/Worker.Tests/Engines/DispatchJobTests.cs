using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Worker.Engines;
using Worker.Servicing.Runs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Engines;

public sealed class DispatchJobTests
{
    [DatabaseFact]
    public async Task A_trigger_that_fires_a_moment_early_runs_its_own_occasion_and_sets_the_one_after_it()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 18, 50);
        IScheduler scheduler = await worker.Host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        IJobDetail detail = JobBuilder.Create<DispatchJob>().WithIdentity(JobList.AutoDebit).StoreDurably().Build();
        await scheduler.AddJob(detail, cancellationToken: TestContext.Current.CancellationToken);
        DateTimeOffset seven = World.Zone.InstantOf(D, new TimeOnly(19, 0));
        await worker.DispatchAsync(JobList.AutoDebit);

        worker.Clock.MoveTo(seven.AddMilliseconds(-2));
        IJobExecutionContext early = Firing.At(seven, detail, scheduler);
        await ActivatorUtilities.CreateInstance<DispatchJob>(worker.Host.Services).Execute(early, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["auto-debit 2026-11-21 (2026-11-21T14:00) schedule completed", "auto-debit 2026-11-21 (2026-11-21T19:00) schedule completed"],
            worker.Runs());
        ITrigger next = Assert.Single(await scheduler.GetTriggersOfJob(detail.Key, TestContext.Current.CancellationToken));
        Assert.Equal(World.Zone.InstantOf(D.AddDays(1), new TimeOnly(9, 0)), next.StartTimeUtc);
    }

    /// <summary>What Quartz tells a job about its firing, as far as ours asks.</summary>
    public class Firing : DispatchProxy
    {
        private readonly Dictionary<string, object?> answers = new(StringComparer.Ordinal);

        public static IJobExecutionContext At(DateTimeOffset scheduled, IJobDetail detail, IScheduler scheduler)
        {
            IJobExecutionContext context = Create<IJobExecutionContext, Firing>();
            Dictionary<string, object?> told = ((Firing)(object)context).answers;
            told["get_ScheduledFireTimeUtc"] = scheduled;
            told["get_JobDetail"] = detail;
            told["get_Scheduler"] = scheduler;
            told["get_Trigger"] = TriggerBuilder.Create().ForJob(detail).StartAt(scheduled).Build();
            return context;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => answers[targetMethod!.Name];
    }
}
