using Hangfire.Server;
using Worker.Servicing.Operators;
using Worker.Servicing.Runs;

namespace Worker.Hangfire.Jobs;

/// <summary>What a background job carries besides its arguments, as parameters that the dashboard shows. The names stand in queues.</summary>
internal static class JobMarks
{
    /// <summary>The run's occasion, where somebody triggered it: trying again continues the same run.</summary>
    public const string Occasion = "Occasion";

    public const string Actor = "Actor";

    /// <summary>The account of the actor at an OpenID Connect provider, where there is one.</summary>
    public const string Account = "Account";

    public const string Reason = "Reason";

    /// <summary>The keys of the runs that came of it, separated by commas.</summary>
    public const string Runs = "Runs";

    public const string FoundNothing = "FoundNothing";

    /// <summary>A name that no other run of the job has.</summary>
    public static string NewOccasion() => RunRequest.NewOccasion();

    public static void Add(this IDictionary<string, object> marks, Actor actor)
    {
        marks[Actor] = actor.Name;
        if (actor.Account is { } account)
        {
            marks[Account] = account;
        }
    }

    public static Actor TriggeredBy(this PerformContext context) =>
        new(context.GetJobParameter<string?>(Actor) ?? "dashboard", context.GetJobParameter<ProviderAccount?>(Account));

    public static void Note(this PerformContext context, params IReadOnlyList<RunReport> reports)
    {
        context.SetJobParameter(Runs, string.Join(',', reports.Select(report => report.RunId)));
        context.SetJobParameter(FoundNothing, reports.All(FoundNothingIn));
    }

    private static bool FoundNothingIn(RunReport report) =>
        report.State == RunState.Completed && (report.Counts.Count == 0 || report.Opening != RunOpening.Started);
}
