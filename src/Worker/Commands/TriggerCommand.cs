using System.CommandLine;
using System.Text.Json;
using Worker.Composition;
using Worker.Configuration;
using Worker.Data;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Commands;

/// <summary><c>trigger</c>: one run of a job, in this process, to its end.</summary>
internal static class TriggerCommand
{
    private const int Stopped = 3;
    private const int WithSetAside = 4;

    public static Command Build(CommandHost host)
    {
        var job = new Argument<string>("JOB") { Description = $"One of {string.Join(", ", JobList.All.Select(one => one.Name))}." };
        job.Validators.Add(result =>
        {
            if (JobList.Find(result.Tokens[0].Value) is null)
            {
                result.AddError($"There is no job '{result.Tokens[0].Value}': one of {string.Join(", ", JobList.All.Select(one => one.Name))}.");
            }
        });
        var date = new Option<DateOnly?>("--date")
        {
            Description = "The business date (2026-11-21), not in the future; without it, the one the schedule would use now.",
            CustomParser = result => Parsing.Date(result),
        };
        var now = new Option<GivenInstant?>("--now")
        {
            Description = "Work as if it were this instant (2026-11-21T09:00:00+08:00; without an offset, in the business time zone). One in the future "
                + "needs --dry-run, or a database that a demo made, with channels on loopback.",
            CustomParser = result => Parsing.Instant(result),
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print counts and amounts, and change nothing." };
        var enqueue = new Option<bool>("--enqueue")
        {
            Description = "Leave the run to the worker that is running on this database; its dashboard shows it. Needs SQL Server.",
        };
        var reason = new Option<string?>("--reason") { Description = "Why, for the audit log." };
        var actor = Parsing.Actor();
        var json = Parsing.Json();
        var command = new Command("trigger", "Run a job now, in this process, to its end.") { job, date, now, dryRun, enqueue, reason, actor, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(enqueue) && (result.GetValue(dryRun) || result.GetResult(now) is not null))
            {
                result.AddError("--enqueue leaves the run to another process; it can't be combined with --dry-run or --now.");
            }
        });
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                bool changesNothing = parsed.GetValue(dryRun);
                await CommandHost.PrepareSchemaAsync(services, changesNothing ? DatabaseUse.Reads : DatabaseUse.Changes, token);
                JobDefinition definition = JobList.Find(parsed.GetRequiredValue(job))!;
                DateOnly newest = services.GetRequiredService<JobTimetable>().NewestDateOf(
                    definition, services.GetRequiredService<TimeProvider>().GetUtcNow());
                DateOnly businessDate = parsed.GetValue(date) ?? newest;
                if (businessDate > newest)
                {
                    return await RefuseAsync($"{businessDate:yyyy-MM-dd} is too early: the newest business date of {definition.Name} is {newest:yyyy-MM-dd}. Nothing was done.");
                }

                if (!changesNothing && parsed.GetValue(now) is not null && await WhyNotLaterAsync(services, token) is { } whyNot)
                {
                    return await RefuseAsync(whyNot);
                }

                if (parsed.GetValue(enqueue))
                {
                    return await EnqueueAsync(
                        services, definition.Name, businessDate, parsed.GetRequiredValue(actor), parsed.GetValue(reason), parsed.GetValue(json));
                }

                RunReport report = changesNothing
                    ? await services.GetRequiredService<JobRunner>().PreviewAsync(definition.Name, businessDate, token)
                    : await services.GetRequiredService<JobRunner>().RunAsync(
                        new RunRequest(
                            definition.Name,
                            businessDate,
                            RunRequest.NewOccurrence(),
                            RunTrigger.Manual,
                            new Actor(parsed.GetRequiredValue(actor)),
                            parsed.GetValue(reason)),
                        token);
                RunOutput.Write(report, parsed.GetValue(json), changesNothing);
                return ExitCode(report.State);
            },
            cancellationToken,
            parsed.GetValue(now) is { } given ? settings => new SettableClock(given.In(settings.Calendar.Zone)) : null));
        return command;
    }

    private static async Task<int> EnqueueAsync(
        IServiceProvider services, string job, DateOnly businessDate, string actor, string? reason, bool asJson)
    {
        WorkerSettings settings = services.GetRequiredService<WorkerSettings>();
        if (HangfireEngine.WhyNotQueued(settings) is { } whyNot)
        {
            await Console.Error.WriteLineAsync(whyNot);
            return WorkerCommand.BadInput;
        }

        string id = await HangfireEngine.EnqueueAsync(settings, job, businessDate, actor, reason);
        Console.WriteLine(asJson
            ? JsonSerializer.Serialize(new { EnqueuedAs = id, Job = job, BusinessDate = businessDate }, RunOutput.JsonOptions)
            : $"{job} for {businessDate:yyyy-MM-dd} is background job {id}: {settings.Ops.Url.TrimEnd('/')}/hangfire/jobs/details/{id}");
        return 0;
    }

    /// <summary>Why the worker must not run at a later instant; null if the instant is not in the future, or only play money is moved.</summary>
    private static async Task<string?> WhyNotLaterAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        DateTimeOffset now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (now <= TimeProvider.System.GetUtcNow())
        {
            return null;
        }

        if (!await services.GetRequiredService<RehearsalMark>().IsSetAsync(cancellationToken))
        {
            return $"{now:yyyy-MM-ddTHH:mm:ssZ} is in the future, and this database was not made by a demo: only --dry-run is allowed. Nothing was done.";
        }

        ChannelSettings? real = services.GetRequiredService<WorkerSettings>().Channels.All.FirstOrDefault(channel => !channel.BaseUrl.IsLoopback);
        return real is null
            ? null
            : $"{now:yyyy-MM-ddTHH:mm:ssZ} is in the future, and channel {real.Name} is not on this machine: only --dry-run is allowed. Nothing was done.";
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return WorkerCommand.BadInput;
    }

    private static int ExitCode(RunState state) => state switch
    {
        RunState.Completed => 0,
        RunState.Stopped or RunState.Cancelled => Stopped,
        RunState.SetAside => WithSetAside,
        _ => WorkerCommand.Failed,
    };
}
