using Hangfire.Storage.Monitoring;
using Worker.Data;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;

namespace Worker.Hangfire.Tests.Storage;

/// <summary>Hangfire on the storage that goes with each database: tables in SQL Server, memory beside SQLite.</summary>
public sealed class StoredEngineTests
{
    [DatabaseFact]
    public async Task Every_job_is_on_the_recurring_list_and_runs_when_it_is_triggered()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        await using EngineHost host = await EngineHost.StartAsync(new HostSettings { Database = database });
        host.Book.Debt(Dates.D);

        (_, StateHistoryDto end) = await host.TriggerAsync(JobList.AutoDebit);

        Assert.Superset(JobList.All.Select(job => job.Name).ToHashSet(StringComparer.Ordinal), host.RecurringJobs().Keys.ToHashSet(StringComparer.Ordinal));
        Assert.Equal("Succeeded", end.StateName);
        Assert.Equal(["auto-debit 2026-11-21 manual dashboard completed"], host.Runs());
        Assert.Single(host.Book.Payments());
    }

    [DatabaseFact(Only = DatabaseProvider.SqlServer)]
    public async Task A_host_makes_its_tables_once_and_the_next_one_finds_them()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        await using (EngineHost first = await EngineHost.StartAsync(new HostSettings { Database = database }))
        {
            await first.TriggerAsync(JobList.SendMail);
        }

        await using EngineHost next = await EngineHost.StartAsync(new HostSettings { Database = database });

        Assert.Equal(1, next.Monitor.SucceededListCount());
        Assert.NotEmpty(await database.Database.RowsAsync("select table_name from information_schema.tables where table_schema = 'HangFire' and table_name = 'Job'"));
    }
}
