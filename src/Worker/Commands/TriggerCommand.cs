using System.CommandLine;
using System.Text.Json;
using Worker.Composition;
using Worker.Configuration;
using Worker.Servicing.Calendar;
using Worker.Servicing.Runs;

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
            Description = "The business date (2026-11-21); without it, the one the schedule would take now.",
            CustomParser = result => Parsing.Date(result),
        };
        var now = new Option<DateTimeOffset?>("--now")
        {
            Description = "Fixes the business clock for a rehearsal (2026-11-21T09:00:00+08:00).",
            CustomParser = result => Parsing.Instant(result),
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell counts and amounts, and change nothing." };
        var enqueue = new Option<bool>("--enqueue")
        {
            Description = "Hand the run over to the installation that works on this database, so that it shows on its dashboard. Needs Hangfire on SQL Server.",
        };
        var reason = new Option<string?>("--reason") { Description = "Why; goes into the audit log." };
        var actor = Parsing.Actor();
        var json = Parsing.Json();
        var command = new Command("trigger", "Run a job now, in this process, to its end.") { job, date, now, dryRun, enqueue, reason, actor, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(enqueue) && (result.GetValue(dryRun) || result.GetResult(now) is not null))
            {
                result.AddError("--enqueue hands a run over to another process, which knows neither --dry-run nor --now.");
            }
        });
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                await CommandHost.PrepareSchemaAsync(services, token);
                JobDefinition definition = JobList.Find(parsed.GetRequiredValue(job))!;
                DateOnly newest = NewestDateOf(definition, services);
                DateOnly businessDate = parsed.GetValue(date) ?? newest;
                if (businessDate > newest)
                {
                    await Console.Error.WriteLineAsync($"Warning: {businessDate:yyyy-MM-dd} has not come: {definition.Name} would work for {newest:yyyy-MM-dd} now.");
                }

                if (parsed.GetValue(enqueue))
                {
                    return await EnqueueAsync(
                        services, definition.Name, businessDate, parsed.GetRequiredValue(actor), parsed.GetValue(reason), parsed.GetValue(json));
                }

                RunReport report = parsed.GetValue(dryRun)
                    ? await services.GetRequiredService<JobRunner>().PreviewAsync(definition.Name, businessDate, token)
                    : await services.GetRequiredService<JobRunner>().RunAsync(
                        new RunRequest(
                            definition.Name,
                            businessDate,
                            RunRequest.NewOccasion(),
                            RunTrigger.Manual,
                            parsed.GetRequiredValue(actor),
                            parsed.GetValue(reason)),
                        token);
                RunOutput.Write(report, parsed.GetValue(json), parsed.GetValue(dryRun));
                return ExitCode(report.State);
            },
            cancellationToken,
            parsed.GetValue(now) is DateTimeOffset fixedNow ? new SettableClock(fixedNow) : null));
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

    private static DateOnly NewestDateOf(JobDefinition job, IServiceProvider services)
    {
        BusinessZone zone = services.GetRequiredService<BusinessZone>();
        return job.BusinessDate.DateOf(zone.DateAt(services.GetRequiredService<TimeProvider>().GetUtcNow()));
    }

    private static int ExitCode(RunState state) => state switch
    {
        RunState.Completed => 0,
        RunState.Stopped or RunState.Cancelled => Stopped,
        RunState.SetAside => WithSetAside,
        _ => WorkerCommand.Failed,
    };
}
