using System.Globalization;
using System.Text.Json;
using Worker.Channels.Sandbox;
using Worker.Data;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

public sealed class TriggerTests
{
    private const string Day = "2026-11-21";
    private const string Nine = "2026-11-21T09:00:00+08:00";

    [Fact]
    public async Task A_run_that_nobody_else_could_take_is_not_handed_over()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();

        WorkerRun refused = await place.RunAsync("trigger", "auto-debit", "--enqueue");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--enqueue ", refused.Error, StringComparison.Ordinal);
        Assert.Empty(place.Book.Query<string>("select state from job_run"));
    }

    [Theory]
    [InlineData("--dry-run")]
    [InlineData("--now", Nine)]
    public async Task Handing_a_run_over_goes_with_nothing_that_the_other_process_does_not_know(params string[] options)
    {
        await using var place = new WorkPlace();

        WorkerRun refused = await place.RunAsync(["trigger", "auto-debit", "--enqueue", .. options]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("can't be combined with --dry-run or --now", refused.Error, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task A_date_that_has_not_come_is_refused_for_every_job_and_changes_nothing()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1")]);
        IReadOnlyList<string> untouched = place.Book.Dump();
        foreach ((string job, string date) in JobList.All.Select(job => (job.Name, job.BusinessDate == BusinessDateRule.DayJustClosed ? Day : "2026-11-22")))
        {
            foreach (string[] more in new[] { [], new[] { "--dry-run" } })
            {
                WorkerRun run = await place.RunAsync(["trigger", job, "--date", date, "--now", "2026-11-21T14:00:00+08:00", "--json", .. more]);

                Assert.True(run.ExitCode == 2, run.ToString());
                Assert.Contains($"{date} is too early: the newest business date of {job} is", run.Error, StringComparison.Ordinal);
                Assert.Empty(run.Output);
            }
        }

        Assert.Equal(untouched, place.Book.Dump());
        Assert.Empty(await place.SandboxLedgerAsync());
    }

    [DatabaseFact]
    public async Task An_instant_that_has_not_come_wants_a_dry_run_or_a_book_for_rehearsals_with_channels_on_this_machine()
    {
        const string Later = "2126-11-21T09:00:00+08:00";
        await using WorkPlace place = await WorkPlace.CreateRealAsync();
        await place.AddChannelsAsync();
        await place.ImportAsync([new("C1") { DueOn = "2126-11-21" }]);
        IReadOnlyList<string> untouched = place.Book.Dump();

        WorkerRun real = await place.RunAsync("trigger", "auto-debit", "--now", Later);
        Assert.True(real.ExitCode == 2, real.ToString());
        Assert.Contains("was not made by a demo", real.Error, StringComparison.Ordinal);
        await place.SucceedAsync("trigger", "auto-debit", "--now", Later, "--dry-run");
        Assert.Equal(untouched, place.Book.Dump());

        await new RehearsalMark(place.Database.Database, TimeProvider.System).SetAsync("test", TestContext.Current.CancellationToken);
        WorkerRun far = await place.RunAsync("trigger", "auto-debit", "--now", Later, "--Channels:card:BaseUrl=https://gateway.example");
        Assert.True(far.ExitCode == 2, far.ToString());
        Assert.Contains("channel card is not on this machine", far.Error, StringComparison.Ordinal);
        Assert.Empty(place.Book.Query<long>("select run_id from job_run"));

        await place.SucceedAsync("trigger", "auto-debit", "--now", Later);
        Assert.Single(await place.SandboxLedgerAsync());
    }

    [DatabaseFact]
    public async Task An_instant_that_has_passed_may_be_given_to_catch_up_and_without_an_offset_is_in_the_business_zone()
    {
        await using WorkPlace place = await WorkPlace.CreateRealAsync();
        await place.AddChannelsAsync();
        await place.ImportAsync([new("C1") { DueOn = "2024-03-01" }]);

        WorkerRun run = await place.SucceedAsync("trigger", "auto-debit", "--now", "2024-03-01T09:00:00", "--json");

        Assert.Equal("2024-03-01", Text(run.Json(), "businessDate"));
        Assert.Equal(new DateTimeOffset(2024, 3, 1, 1, 0, 0, TimeSpan.Zero), run.Json().GetProperty("startedAt").GetDateTimeOffset());
        Assert.Equal(1, Count(run.Json(), "debited"));
    }

    private static readonly string[] Contract =
        ["runId", "job", "businessDate", "state", "trigger", "startedAt", "finishedAt", "counts", "amounts", "errors"];

    [DatabaseFact]
    public async Task A_run_is_told_by_the_object_of_the_contract_and_the_next_finds_nothing_to_do()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1"), new("C2"), new("C3", "nsf"), new("C4") { DueOn = "2026-11-22" }]);
        IReadOnlyList<string> untouched = place.Book.Dump();

        JsonElement preview = await place.TriggerAsync("auto-debit", Day, Nine, "--dry-run");

        Assert.Equal(untouched, place.Book.Dump());
        Assert.Equal(Contract, preview.EnumerateObject().Select(property => property.Name));
        Assert.Equal(0, preview.GetProperty("runId").GetInt64());
        Assert.Equal(3 * 337_30, Amount(preview, "toDebit"));

        JsonElement run = await place.TriggerAsync("auto-debit", Day, Nine, "--actor", "wang", "--reason", "drill");

        Assert.Equal(Contract, run.EnumerateObject().Select(property => property.Name));
        Assert.True(run.GetProperty("runId").GetInt64() > 0);
        Assert.Equal(
            ("auto-debit", Day, "completed", "manual"),
            (Text(run, "job"), Text(run, "businessDate"), Text(run, "state"), Text(run, "trigger")));
        var nine = DateTimeOffset.Parse(Nine, CultureInfo.InvariantCulture);
        Assert.Equal((nine, nine), (run.GetProperty("startedAt").GetDateTimeOffset(), run.GetProperty("finishedAt").GetDateTimeOffset()));
        Assert.Equal((2, 1), (Count(run, "debited"), Count(run, "declinedSoft")));
        Assert.Equal(["CNY"], run.GetProperty("amounts").EnumerateObject().Select(currency => currency.Name));
        Assert.Equal((2 * 337_30, 337_30), (Amount(run, "debited"), Amount(run, "declinedSoft")));
        Assert.Equal(0, run.GetProperty("errors").GetArrayLength());
        Assert.All(await place.SandboxLedgerAsync(), entry => Assert.Equal((337_30, "CNY"), (entry.Amount, entry.Currency)));
        Assert.Equal(2, (await place.SandboxLedgerAsync()).Count);
        Assert.Equal(
            ["wang|auto-debit for 2026-11-21|drill"],
            place.Book.Rows("select actor, subject, reason from audit_entry where action = 'trigger'"));

        JsonElement second = await place.TriggerAsync("auto-debit", Day, "2026-11-21T09:00:01+08:00");

        Assert.Equal("completed", Text(second, "state"));
        Assert.NotEqual(run.GetProperty("runId").GetInt64(), second.GetProperty("runId").GetInt64());
        Assert.Equal((0, 0), (Count(second, "debited"), Count(second, "declinedSoft")));
        Assert.Equal(2, (await place.SandboxLedgerAsync()).Count);
        Assert.Equal(3, place.Book.Attempts().Count);

        // For people, the same without JSON: what a program would trip over stays out of it.
        WorkerRun told = await place.SucceedAsync("trigger", "auto-debit", "--date", Day, "--now", Nine);
        Assert.Contains("auto-debit for 2026-11-21: completed", told.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', told.Output);
    }

    [DatabaseFact]
    public async Task Every_job_can_be_triggered_and_without_a_date_works_for_its_own()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1", "nsf") { DueOn = "2026-11-17" }, new("C2") { DueOn = "2026-11-24" }]);
        (string Job, string Date)[] jobs =
        [
            ("mark-overdue", "2026-11-20"), ("late-fees", "2026-11-20"), ("remind", Day), ("auto-debit", Day), ("reconcile", Day), ("send-mail", Day),
        ];
        foreach ((string job, string date) in jobs)
        {
            WorkerRun run = await place.RunAsync("trigger", job, "--now", "2026-11-21T14:00:00+08:00", "--json");
            Assert.True(run.ExitCode == 0, run.ToString());
            Assert.Equal((job, date), (Text(run.Json(), "job"), Text(run.Json(), "businessDate")));
        }

        Assert.Equal(["overdue", "scheduled"], place.Book.Query<string>("select status from installment order by installment_id"));

        // flat 0, three days of 0.05 % of 337.30, rounded half-even once
        Assert.Equal([51L], place.Book.Query<long>("select amount from ledger_entry where kind = 'late_fee'"));
        Assert.Contains("due-soon", place.Book.Kinds());
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(place.Folder, "data", "mail"), "*.eml"));
    }

    [DatabaseFact]
    public async Task A_run_that_would_debit_too_much_stops_itself_with_exit_code_3()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1"), new("C2"), new("C3")]);

        WorkerRun run = await place.RunAsync(
            "trigger", "auto-debit", "--date", Day, "--now", Nine, "--json", "--AutoDebit:MaxRunAmount:CNY=700");

        Assert.True(run.ExitCode == 3, run.ToString());
        JsonElement told = run.Json();
        Assert.Equal("stopped", Text(told, "state"));
        Assert.Equal(2 * 337_30, (await place.SandboxLedgerAsync()).Sum(entry => entry.Amount));
        JsonElement error = told.GetProperty("errors")[0];
        Assert.Equal(["code", "subject", "detail"], error.EnumerateObject().Select(property => property.Name));
        Assert.Equal("stopped", Text(error, "code"));
        Assert.Contains("700.00 CNY", Text(error, "detail"), StringComparison.Ordinal);
        Assert.Equal(1, Count(await place.TriggerAsync("auto-debit", Day, "2026-11-21T09:01:00+08:00"), "debited"));
    }

    [DatabaseFact]
    public async Task A_gateway_that_is_down_stops_the_run_and_leaves_nothing_debited_or_forgotten()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync(new Uri($"http://127.0.0.1:{WorkPlace.FreePort()}"));
        await place.ImportAsync(Enumerable.Range(1, 40).Select(number => new Debtor($"C{number}")));

        WorkerRun run = await place.RunAsync("trigger", "auto-debit", "--date", Day, "--now", Nine, "--json");
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Equal("stopped", Text(run.Json(), "state"));
        Assert.Empty(place.Book.Payments());

        // The gateway is back: what was in doubt is asked for, found never to have arrived, and sent; the rest is debited.
        await place.AddChannelsAsync();
        foreach (string now in new[] { "2026-11-21T09:20:00+08:00", "2026-11-21T10:20:00+08:00", "2026-11-21T11:20:00+08:00" })
        {
            await place.TriggerAsync("reconcile", Day, now);
        }

        await place.TriggerAsync("auto-debit", Day, "2026-11-21T14:00:00+08:00");
        Assert.Equal(40, place.Book.Payments().Select(payment => payment.InstallmentId).Distinct().Count());
        Assert.Equal(
            (await place.SandboxLedgerAsync()).Select(entry => (entry.OrderNo, entry.Amount)).Order(),
            place.Book.Payments().Select(payment => (payment.OrderNo!, payment.Amount)).Order());
        Assert.Equal(40, (await place.SandboxLedgerAsync()).Count);
    }

    [DatabaseFact]
    public async Task A_row_that_breaks_a_rule_is_set_aside_with_exit_code_4_and_stops_nobody_else()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1"), new("C2")]);
        place.Book.Execute("update installment_plan set currency = 'ZZZ' where plan_ref = 'P-C1'");

        WorkerRun run = await place.RunAsync("trigger", "auto-debit", "--date", Day, "--now", Nine, "--json");

        Assert.True(run.ExitCode == 4, run.ToString());
        JsonElement told = run.Json();
        Assert.Equal(("set-aside", 1, 1), (Text(told, "state"), Count(told, "setAside"), Count(told, "debited")));
        Assert.Contains("ZZZ", told.GetProperty("errors")[0].GetRawText(), StringComparison.Ordinal);
        SandboxLedgerEntry entry = Assert.Single(await place.SandboxLedgerAsync());
        Assert.Equal("P-C2-1", entry.Description);
    }

    [DatabaseFact]
    public async Task A_run_that_breaks_off_with_an_error_has_exit_code_1_and_says_why()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1")]);
        place.Book.RenameTable("open_debit", "gone");

        WorkerRun run = await place.RunAsync("trigger", "auto-debit", "--date", Day, "--now", Nine, "--json");

        Assert.True(run.ExitCode == 1, run.ToString());
        JsonElement told = run.Json();
        Assert.Equal("failed", Text(told, "state"));
        Assert.Contains("open_debit", Text(told.GetProperty("errors")[0], "detail"), StringComparison.Ordinal);
        Assert.Empty(await place.SandboxLedgerAsync());
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static long Count(JsonElement run, string name) =>
        run.GetProperty("counts").TryGetProperty(name, out JsonElement value) ? value.GetInt64() : 0;

    private static long Amount(JsonElement run, string name) => run.GetProperty("amounts").GetProperty("CNY").GetProperty(name).GetInt64();
}
