using System.Text.RegularExpressions;
using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

public sealed partial class DemoTests
{
    [DatabaseFact]
    public async Task The_demo_ends_with_ledgers_that_agree_and_leaves_nothing_behind()
    {
        await using WorkPlace place = await WorkPlace.CreateAsync();

        WorkerRun run = await place.SucceedAsync("demo", "--customers", "20", "--days", "3", "--no-site");

        Assert.Contains("The ledgers agree to the cent, order by order.", run.Output, StringComparison.Ordinal);
        Assert.All(new[] { "mark-overdue", "late-fees", "remind", "auto-debit" }, job => Assert.Contains(job, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Folder));
    }

    [DatabaseFact]
    public async Task What_the_demo_keeps_can_be_looked_into_and_is_sound()
    {
        await using WorkPlace place = await WorkPlace.CreateAsync();

        WorkerRun run = await place.SucceedAsync("demo", "--customers", "60", "--days", "4", "--from", "2026-11-01", "--no-site", "--keep");

        Assert.Contains("The ledgers agree to the cent, order by order.", run.Output, StringComparison.Ordinal);
        Match ours = Row("our ledger").Match(run.Output);
        Match theirs = Row("the sandbox's own ledger").Match(run.Output);
        Assert.True(int.Parse(ours.Groups["count"].Value) > 0, run.Output);
        Assert.Equal(ours.Groups["rest"].Value.Trim(), theirs.Groups["rest"].Value.Trim());
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(place.Folder, "data", "demo", "mail"), "*.eml"));

        // The late fees are sound by the policy that they were posted by.
        await using TestDatabase kept = DatabaseOf(run);
        place.With("Database:ConnectionString", kept.ConnectionString);
        await place.SucceedAsync("doctor", "--LateFees:cash-line:0:From=2020-01-01", "--LateFees:cash-line:0:Flat:CNY=5.00");
        Assert.Contains("late-fees", (await place.SucceedAsync("status")).Output, StringComparison.Ordinal);
    }

    [UnixDatabaseFact]
    public async Task The_demo_serves_its_site_where_the_command_line_says_until_it_is_stopped()
    {
        await using WorkPlace place = await WorkPlace.CreateAsync();
        int port = WorkPlace.FreePort();
        await using WorkerRun run = place.Start("demo", "--customers", "5", "--days", "1", $"--Ops:Url=http://127.0.0.1:{port}");
        await run.WaitForLineAsync("Ctrl-C ends the demo");
        using (var client = new HttpClient())
        {
            Assert.Contains("auto-debit", await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/")), StringComparison.Ordinal);
        }

        await using TestDatabase database = DatabaseOf(run);
        Assert.True(await database.ExistsAsync());
        await run.SignalAsync("INT");
        Assert.Equal(0, await run.WaitForEndAsync());
        Assert.False(await database.ExistsAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Folder));
    }

    /// <summary>The database that the demo says it made; where it says so, lines may break.</summary>
    private static TestDatabase DatabaseOf(WorkerRun run) =>
        TestDatabase.Adopt(Where.Match(run.Output).Groups["where"].Value);

    [GeneratedRegex(@"the\s+database\s+is\s+(?<where>[^\s,]+?)[.,]?(\s|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Where { get; }

    private static Regex Row(string title) => new($"│ {Regex.Escape(title)} +│(?<rest> *(?<count>[0-9,]+) *│.*)│", RegexOptions.None, TimeSpan.FromSeconds(1));
}
