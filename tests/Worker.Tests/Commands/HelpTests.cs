namespace Worker.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("", "run demo migrate import trigger status doctor reconcile compare prune sandbox hold release switch waive withdraw operator --Section:Key=value")]
    [InlineData("demo", "--customers --days --from --keep --no-site")]
    [InlineData("migrate", "--script")]
    [InlineData("import", "FOLDER --dry-run")]
    [InlineData("trigger", "JOB --date --now --dry-run --reason --actor --json reconcile mark-overdue late-fees remind auto-debit send-mail")]
    [InlineData("status", "--json")]
    [InlineData("doctor", "--json")]
    [InlineData("reconcile", "--order --reason --actor --json")]
    [InlineData("compare", "FILE --channel --from --to --json order_no,amount,currency,status,completed_at")]
    [InlineData("prune", "--dry-run --reason --actor --json Retention:MessageDays Retention:AttemptDays Retention:RunDays")]
    [InlineData("sandbox", "--port --state")]
    [InlineData("hold", "plan customer --until --reason --actor")]
    [InlineData("release", "plan customer --reason --actor")]
    [InlineData("switch", "debits channel courtesy-mail")]
    [InlineData("switch channel", "CHANNEL on off --reason --actor")]
    [InlineData("waive", "PLAN NUMBER AMOUNT --reason --actor")]
    [InlineData("withdraw", "ORDER --reason --actor")]
    [InlineData("operator", "add")]
    [InlineData("operator add", "NAME --role viewer operator")]
    public async Task Help_names_what_a_command_takes(string command, string names)
    {
        await using var place = new WorkPlace();

        WorkerRun run = await place.SucceedAsync([.. Words(command), "--help"]);

        Assert.All(Words(names), name => Assert.Contains(name, run.Output, StringComparison.Ordinal));
        Assert.Empty(run.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Folder));
    }

    [Theory]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("status --frobnicate", "--frobnicate")]
    [InlineData("trigger", "JOB")]
    [InlineData("trigger auto-debits --json", "There is no job 'auto-debits'")]
    [InlineData("trigger auto-debit --date 2026-02-30 --json", "'2026-02-30' is not a date")]
    [InlineData("trigger auto-debit --date 21/11/2026", "'21/11/2026' is not a date")]
    [InlineData("trigger auto-debit --now yesterday", "'yesterday' is not an instant")]
    [InlineData("demo --days 0", "--days is 0")]
    [InlineData("demo --customers 100001", "--customers is 100001")]
    [InlineData("sandbox --port 65536", "--port is 65536")]
    [InlineData("sandbox --port abc", "'abc'")]
    [InlineData("reconcile", "--order")]
    [InlineData("compare", "FILE")]
    [InlineData("compare a.csv --from 2026-11-21", "--from and --to are given together")]
    [InlineData("compare a.csv --from 2026-11-21 --to 2026-11-20", "--from and --to are given together")]
    [InlineData("hold 7 P1 --reason dispute", "'7'")]
    [InlineData("hold plan P1", "--reason")]
    [InlineData("release customer C1 --actor me", "--reason")]
    [InlineData("switch debits off", "--reason")]
    [InlineData("switch debits maybe --reason x", "'maybe'")]
    [InlineData("waive P1 one all --reason x", "'one'")]
    [InlineData("waive P1 1 all", "--reason")]
    [InlineData("operator add", "NAME")]
    [InlineData("operator add 1li", "NAME is not allowed")]
    [InlineData("operator add li --role admin", "'admin'")]
    public async Task A_wrong_command_line_is_refused_before_anything_is_done(string arguments, string said)
    {
        await using var place = new WorkPlace();

        WorkerRun run = await place.RunAsync(Words(arguments));

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Folder));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
