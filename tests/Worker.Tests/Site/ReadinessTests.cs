using System.Net;
using Worker.Ops;
using Worker.Testing;

namespace Worker.Tests.Site;

/// <summary>What a probe is told, and what it costs.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task Health_follows_the_database()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await ProbeAsync(site));

        site.Book.Execute("delete from schema_migration where version = (select max(version) from schema_migration)");
        site.Clock.Advance(DatabaseHealth.HoldsFor);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy\ndatabase"), await ProbeAsync(site));
        Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task A_broken_promise_is_named_without_any_detail()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        long debt = site.Book.Debt(Dates.D);
        site.Book.Execute(
            """
            insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at) values (@debt, 'tell-tale', '2026-11-21T01:00:00.000Z', '2026-11-21T01:00:00.000Z');
            insert into job_run (job, business_date, occasion, trigger_kind, actor, state, started_at, ledger_mark) values ('remind', '2026-11-21', '08:30', 'schedule', 'scheduler', 'active', '2026-11-21T01:00:00.000Z', 0);
            """,
            new { debt });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy\nopen-debits-match\nactive-runs-match"), await ProbeAsync(site));
    }

    [Fact]
    public async Task An_answer_holds_for_some_seconds_and_is_then_looked_for_again()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await ProbeAsync(site));
        site.Book.Execute("insert into job_run (job, business_date, occasion, trigger_kind, actor, state, started_at, ledger_mark) values ('remind', '2026-11-21', '08:30', 'schedule', 'scheduler', 'active', '2026-11-21T01:00:00.000Z', 0)");

        site.Clock.Advance(DatabaseHealth.HoldsFor - TimeSpan.FromTicks(1));
        Assert.Equal(HttpStatusCode.OK, (await ProbeAsync(site)).Status);
        site.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ProbeAsync(site)).Status);

        site.Book.Execute("update job_run set state = 'failed'");
        site.Clock.Advance(DatabaseHealth.HoldsFor);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await ProbeAsync(site));
    }

    [Fact]
    public async Task A_locked_database_is_told_and_so_is_that_it_is_free_again()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await ProbeAsync(site));
        using (site.LockDatabase())
        {
            site.Clock.Advance(DatabaseHealth.HoldsFor);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy\ndatabase"), await site.WhileTimePassesAsync(ProbeAsync(site)));
        }

        await Eventually.UntilAsync(
            async () =>
            {
                site.Clock.Advance(DatabaseHealth.HoldsFor);
                return (await site.WhileTimePassesAsync(ProbeAsync(site))).Status == HttpStatusCode.OK;
            },
            "it is ready again");
    }

    private static async Task<(HttpStatusCode Status, string Text)> ProbeAsync(ServedSite site)
    {
        using HttpResponseMessage answer = await site.Client.GetAsync("/health/ready");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
