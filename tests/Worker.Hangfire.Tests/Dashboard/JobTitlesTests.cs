using Hangfire.Common;
using Worker.Hangfire.Dashboard;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Tests.Dashboard;

public sealed class JobTitlesTests
{
    [Fact]
    public void A_job_has_a_name_that_reads_like_a_sentence()
    {
        Assert.Equal("Auto-debit for 2026-11-21", JobTitles.Of(JobCalls.Run(JobList.AutoDebit, Dates.D)));
        Assert.Equal("Late fees for 2026-11-21", JobTitles.Of(JobCalls.Run(JobList.LateFees, Dates.D)));
        Assert.Equal("Sending mail", JobTitles.Of(JobCalls.Run(JobList.SendMail, null)));
        Assert.Equal("Help with run 12: Auto-debit for 2026-11-21", JobTitles.Of(JobCalls.Help(JobList.AutoDebit, Dates.D, 12, "help-1")));
        Assert.Equal("Catching up on missed times", JobTitles.Of(JobCalls.CatchUp()));
    }

    [Fact]
    public void A_job_of_somebody_else_keeps_its_own_name() => Assert.Equal("GC.Collect", JobTitles.Of(Job.FromExpression(() => GC.Collect())));
}
