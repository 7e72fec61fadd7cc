using Microsoft.Extensions.Time.Testing;
using Worker.Data.Channels;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Channels;

public sealed class RateLimitStoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 1, 0, 0, 123, 456, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromMicroseconds(52_500);

    private readonly FakeTimeProvider time = new(Start);

    [DatabaseFact]
    public async Task Hosts_take_the_calls_of_a_channel_one_after_the_other_and_those_of_another_beside_them()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        RateLimitStore one = Open(database);
        RateLimitStore other = Open(database);

        Assert.Equal(Start, await TakeAsync(one, 5));
        Assert.Equal(Start + (5 * Interval), await TakeAsync(other, 1));
        Assert.Equal(Start + (6 * Interval), await TakeAsync(one, 5));
        Assert.Equal(Start, await TakeAsync(other, 2, "alipay"));
        Assert.Equal(Start + (2 * Interval), await TakeAsync(one, 2, "alipay"));
    }

    [DatabaseFact]
    public async Task Many_that_ask_at_once_get_calls_of_their_own()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        RateLimitStore[] hosts = [.. Enumerable.Range(0, 4).Select(_ => Open(database))];
        await TakeAsync(hosts[0], 1);

        DateTimeOffset[] taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(call => Task.Run(() => TakeAsync(hosts[call % 4], 3))));

        Assert.Equal(Enumerable.Range(0, 40).Select(call => Start + (((3 * call) + 1) * Interval)), taken.Order());
    }

    [DatabaseFact]
    public async Task No_call_is_taken_for_a_time_that_is_over()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        RateLimitStore store = Open(database);
        await TakeAsync(store, 5);

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(time.GetUtcNow(), await TakeAsync(store, 5));
    }

    [DatabaseFact]
    public async Task What_a_clock_wrote_that_was_wrong_keeps_nobody_waiting()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        time.Advance(TimeSpan.FromHours(1));
        await TakeAsync(Open(database), 1);
        var right = new RateLimitStore(database.Open(), new MachineClock(new FakeTimeProvider(Start)));

        Assert.Equal(Start, await TakeAsync(right, 1));
        Assert.Equal(Start + Interval, await TakeAsync(right, 1));
    }

    private static Task<DateTimeOffset> TakeAsync(RateLimitStore store, int calls, string channel = "card") =>
        store.TakeAsync(channel, calls, Interval, TestContext.Current.CancellationToken);

    private RateLimitStore Open(TestDatabase database) => new(database.Open(), new MachineClock(time));
}
