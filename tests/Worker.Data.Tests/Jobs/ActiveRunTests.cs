using Worker.Data.Jobs;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Jobs;

/// <summary>Finding the run that another host asks for help with.</summary>
public sealed class ActiveRunTests
{
    private static readonly DateTimeOffset Now = DataTest.Now;

    [DatabaseFact]
    public async Task A_run_is_found_while_it_is_under_way_and_no_longer_when_it_is_over()
    {
        await using DataTest test = await DataTest.StartAsync();
        var store = new RunStore(test.Database);
        var request = new RunRequest(JobList.AutoDebit, new DateOnly(2026, 11, 21), "09:00", RunTrigger.Schedule, new Actor("scheduler"));
        Run begun = (await store.OpenAsync(request, Now, Now, default)).Run;

        Assert.Equal(begun, await store.FindActiveAsync(begun.RunId, default));

        await store.SaveSlicesAsync(begun.RunId, [new KeyRange(0, 10)], new RunCounters(), Now, default);
        Assert.Equal(begun with { State = RunState.Active }, await store.FindActiveAsync(begun.RunId, default));

        await store.CloseAsync(begun.RunId, RunState.Stopped, "too many errors", Now, default);
        Assert.Null(await store.FindActiveAsync(begun.RunId, default));
        Assert.Null(await store.FindActiveAsync(begun.RunId + 1, default));
    }
}
