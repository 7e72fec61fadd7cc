using Microsoft.Extensions.Time.Testing;
using Worker.Servicing.Operations;

namespace Worker.Servicing.Tests.Operations;

public sealed class DueDayHistoryTests
{
    private static readonly DateOnly From = new(2026, 11, 1);
    private static readonly DateOnly To = new(2026, 11, 20);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero));
    private readonly Reader reader = new();

    [Fact]
    public async Task Whoever_looks_within_a_minute_is_shown_one_reading()
    {
        var history = new DueDayHistory(reader, clock);
        Task<DueDays> first = history.ReadAsync(From, To, CancellationToken.None);
        Task<DueDays> second = history.ReadAsync(From, To, CancellationToken.None);
        reader.Answer(0);
        await Task.WhenAll(first, second);
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Same((await first).Days, (await history.ReadAsync(From, To, CancellationToken.None)).Days);
        Assert.Equal(1, reader.Count);
    }

    [Fact]
    public async Task Who_looks_later_waits_for_nothing_and_the_next_sees_what_is_new()
    {
        var history = new DueDayHistory(reader, clock);
        DateTimeOffset readAt = clock.GetUtcNow();
        reader.Answer(0);
        await history.ReadAsync(From, To, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(2));

        DueDays old = await history.ReadAsync(From, To, CancellationToken.None);
        reader.Answer(1);
        await reader.HasBegun(1);
        DueDays[] later = [await history.ReadAsync(From, To, CancellationToken.None), await history.ReadAsync(From, To, CancellationToken.None)];

        Assert.Equal(readAt, old.ReadAt);
        Assert.Contains(later[1].ReadAt, new[] { readAt, readAt.AddMinutes(2) });
        Assert.Equal(2, reader.Count);
    }

    [Fact]
    public async Task What_is_older_than_an_hour_or_of_other_days_is_waited_for()
    {
        var history = new DueDayHistory(reader, clock);
        Enumerable.Range(0, 3).ToList().ForEach(reader.Answer);
        await history.ReadAsync(From, To, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(clock.GetUtcNow(), (await history.ReadAsync(From, To, CancellationToken.None)).ReadAt);
        await history.ReadAsync(From.AddDays(1), To.AddDays(1), CancellationToken.None);
        Assert.Equal(3, reader.Count);
    }

    [Fact]
    public async Task A_reading_that_failed_is_tried_again_at_the_next_look()
    {
        var history = new DueDayHistory(reader, clock);
        reader.Fail(0);
        await Assert.ThrowsAsync<IOException>(() => history.ReadAsync(From, To, CancellationToken.None));
        reader.Answer(1);

        Assert.Empty((await history.ReadAsync(From, To, CancellationToken.None)).Days);
    }

    private sealed class Reader : ITodayReader
    {
        private readonly TaskCompletionSource<IReadOnlyList<DueDay>>[] answers =
            [.. Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource<IReadOnlyList<DueDay>>(TaskCreationOptions.RunContinuationsAsynchronously))];

        private readonly TaskCompletionSource[] begun =
            [.. Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

        private int count;

        public int Count => Volatile.Read(ref count);

        public void Answer(int reading) => answers[reading].SetResult(new List<DueDay>());

        public void Fail(int reading) => answers[reading].SetException(new IOException("The disk is away."));

        /// <summary>The reading is asked for: on a thread of its own, so some time after the look that wanted it.</summary>
        public Task HasBegun(int reading) => begun[reading].Task;

        public Task<IReadOnlyList<DueDay>> ReadDueDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
        {
            int reading = Interlocked.Increment(ref count) - 1;
            begun[reading].SetResult();
            return answers[reading].Task;
        }

        public Task<IReadOnlyList<AttemptCount>> ReadAttemptsAsync(DateOnly businessDate, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
