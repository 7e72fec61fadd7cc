using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Hangfire.Storage.Monitoring;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Tests.Jobs;

/// <summary>Queued jobs outlive a release: what stands in the storage today must be understood by every later one.</summary>
public sealed class StoredJobTests
{
    private const string Type = "\"t\":\"Worker.Hangfire.Jobs.DailyJobs, Worker.Hangfire\"";
    private const string Context = "Hangfire.Server.PerformContext, Hangfire.Core\",\"System.Threading.CancellationToken, mscorlib";

    public static TheoryData<string, string> Stored => new()
    {
        {
            Payload(JobCalls.Run(JobList.AutoDebit, Dates.D)),
            $$"""{{{Type}},"m":"RunAsync","p":["System.String","System.String","{{Context}}"],"a":["\"auto-debit\"","\"2026-11-21\"",null,null],"q":"debit"}"""
        },
        {
            Payload(JobCalls.Run(JobList.SendMail, null)),
            $$"""{{{Type}},"m":"RunAsync","p":["System.String","System.String","{{Context}}"],"a":["\"send-mail\"",null,null,null],"q":"mail"}"""
        },
        {
            Payload(JobCalls.Help(JobList.LateFees, Dates.D, 12, "help-1")),
            $$"""{{{Type}},"m":"HelpAsync","p":["System.String","System.String","System.Int64","{{Context}}"],"a":["\"late-fees\"","\"2026-11-21\"","12",null,null],"q":"help-1"}"""
        },
        {
            Payload(JobCalls.CatchUp()),
            $$"""{{{Type}},"m":"CatchUpAsync","p":["{{Context}}"],"a":[null,null],"q":"debit"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Stored))]
    public void A_job_is_kept_by_names_that_do_not_change_with_ids_and_dates_alone(string payload, string expected)
    {
        Assert.Equal(expected, payload);
        Job read = InvocationData.DeserializePayload(expected).DeserializeJob();
        Assert.Equal(typeof(DailyJobs), read.Type);
    }

    [Theory]
    [InlineData($$"""{{{Type}},"m":"RunAsync","p":["System.String","System.String","{{Context}}"],"a":["\"auto-debit\"","\"2026-11-21\"",null,null],"q":"debit"}""", "auto-debit 2026-11-21 schedule scheduler completed")]
    [InlineData($$"""{{{Type}},"m":"CatchUpAsync","p":["{{Context}}"],"a":[null,null],"q":"debit"}""", "auto-debit 2026-11-21 catch-up scheduler completed")]
    [InlineData($$"""{{{Type}},"m":"HelpAsync","p":["System.String","System.String","System.Int64","{{Context}}"],"a":["\"auto-debit\"","\"2026-11-21\"","12",null,null],"q":"default"}""", null)]
    public async Task What_an_earlier_release_left_in_a_queue_is_run(string payload, string? run)
    {
        await using EngineHost host = await EngineHost.StartAsync();
        InvocationData stored = InvocationData.DeserializePayload(payload);

        StateHistoryDto end = await host.EndOfAsync(host.Client.Create(stored.DeserializeJob(), new EnqueuedState(stored.Queue)));

        Assert.Equal("Succeeded", end.StateName);
        Assert.Equal(run, host.Runs().SingleOrDefault(one => one.StartsWith("auto-debit ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Jobs_that_move_money_come_first_and_mail_comes_before_the_rest()
    {
        Assert.Equal(["debit", "mail", "default"], Queues.Shared);
        Assert.Equal(
            ["debit", "default", "default", "mail", "debit", "mail"], JobList.All.Select(job => Queues.Of(job.Name)));
    }

    private static string Payload(Job job)
    {
        HangfireRegistration.ConfigureStoredForm(GlobalConfiguration.Configuration);
        return InvocationData.SerializeJob(job).SerializePayload();
    }
}
