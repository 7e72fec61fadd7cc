using System.CommandLine;
using Worker.Composition;
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
        var reason = new Option<string?>("--reason") { Description = "Why; goes into the audit log." };
        var actor = Parsing.Actor();
        var json = Parsing.Json();
        var command = new Command("trigger", "Run a job now, in this process, to its end.") { job, date, now, dryRun, reason, actor, json };
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

                RunReport report = parsed.GetValue(dryRun)
                    ? await services.GetRequiredService<JobRunner>().PreviewAsync(definition.Name, businessDate, token)
                    : await services.GetRequiredService<JobRunner>().RunAsync(
                        new RunRequest(
                            definition.Name,
                            businessDate,
                            $"manual {Guid.CreateVersion7():N}",
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

    private static DateOnly NewestDateOf(JobDefinition job, IServiceProvider services)
    {
        BusinessZone zone = services.GetRequiredService<BusinessZone>();
        return job.BusinessDate.DateOf(zone.DateAt(services.GetRequiredService<TimeProvider>().GetUtcNow()));
    }

    private static int ExitCode(RunState state) => state switch
    {
        RunState.Completed => 0,
        RunState.Stopped => Stopped,
        RunState.SetAside => WithSetAside,
        _ => WorkerCommand.Failed,
    };
}
