using Worker.Data.Jobs;
using Worker.Data.Queries;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Operations;

public sealed class RunProgressReaderTests
{
    [DatabaseFact]
    public async Task A_run_is_followed_from_its_beginning_to_its_end()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        var runs = new RunStore(book.Database);
        var reader = new RunProgressReader(book.Database);
        DateTimeOffset now = book.Clock.GetUtcNow();
        Assert.Empty(await reader.ReadAsync(CancellationToken.None));

        OpenedRun opened = await runs.OpenAsync(
            new RunRequest(JobList.AutoDebit, new DateOnly(2026, 11, 21), "09:00", RunTrigger.Schedule, new Actor("scheduler")), now, now, CancellationToken.None);
        RunProgress begun = Assert.Single(await reader.ReadAsync(CancellationToken.None));
        Assert.Equal((opened.Run.RunId, JobList.AutoDebit, new DateOnly(2026, 11, 21), now), (begun.RunId, begun.Job, begun.BusinessDate, begun.StartedAt));
        Assert.Equal((0L, null, null), (begun.Slices, begun.Share, begun.RateAt(now)));

        await runs.SaveSlicesAsync(opened.Run.RunId, [new KeyRange(0, 100), new KeyRange(100, 400)], new RunCounters(), now, CancellationToken.None);
        SliceLease lease = (await runs.LeaseAsync(opened.Run.RunId, "worker", now, now.AddMinutes(1), CancellationToken.None)).Lease!;
        await runs.FinishSliceAsync(lease, CancellationToken.None);
        RunProgress half = Assert.Single(await reader.ReadAsync(CancellationToken.None));
        Assert.Equal((2, 1, 400, 100, 0.25m), (half.Slices, half.DoneSlices, half.Keys, half.DoneKeys, half.Share));
        Assert.Equal((10m, TimeSpan.FromSeconds(30)), (half.RateAt(now.AddSeconds(10)), half.TimeLeftAt(now.AddSeconds(10))));

        await runs.CloseAsync(opened.Run.RunId, RunState.Failed, "drill", now, CancellationToken.None);
        Assert.Empty(await reader.ReadAsync(CancellationToken.None));
    }
}
