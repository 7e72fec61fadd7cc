using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Worker.Channels.Gateway;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Testing;

namespace Worker.Channels.Tests.Gateway;

public sealed class GatewayLimitsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public async Task After_a_429_it_waits_the_seconds_it_was_told_and_sends_the_same_again()
    {
        ChannelAnswer answer = await AnswerAfterAsync("7", waits: TimeSpan.FromSeconds(7));

        Assert.Equal(ChannelOutcome.Succeeded, answer.Outcome);
    }

    [Fact]
    public async Task After_a_429_it_waits_until_the_date_it_was_told_and_sends_the_same_again()
    {
        ChannelAnswer answer = await AnswerAfterAsync(Start.AddSeconds(9).ToString("R", CultureInfo.InvariantCulture), waits: TimeSpan.FromSeconds(9));

        Assert.Equal(ChannelOutcome.Succeeded, answer.Outcome);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("")]
    public async Task After_a_429_that_names_no_time_it_waits_a_second(string retryAfter)
    {
        ChannelAnswer answer = await AnswerAfterAsync(retryAfter, waits: TimeSpan.FromSeconds(1));

        Assert.Equal(ChannelOutcome.Succeeded, answer.Outcome);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Tue, 14 Nov 2023 22:13:19 GMT")]
    public async Task After_four_429s_it_gives_up_and_nothing_was_debited(string retryAfter)
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync((context, _) => TooManyAsync(context, retryAfter));
        await using var card = new ConnectedChannel(gateway.BaseUrl, machine: new FakeTimeProvider(Start));

        Assert.Equal(new ChannelAnswer(ChannelOutcome.NotProcessed, Detail: "http 429"), await card.DebitAsync());
        Assert.Equal(1 + GatewayPipeline.TriesAfterTooMany, gateway.Requests.Count);
        Assert.Equal(new ChannelAnswer(ChannelOutcome.Unknown, Detail: "http 429"), await card.QueryStatusAsync());
    }

    [Theory]
    [InlineData("31")]
    [InlineData("99999999999999999999")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_wait_that_is_too_long_is_left_to_a_later_run_or_taken_for_unnamed(string retryAfter)
    {
        var clock = new FakeTimeProvider(Start);
        await using HostileGateway gateway = await HostileGateway.StartAsync((context, count) =>
            count == 1 ? TooManyAsync(context, retryAfter) : HostileGateway.WriteAsync(context, 422, "application/json", "{}"));
        await using var card = new ConnectedChannel(gateway.BaseUrl, machine: clock);

        Task<ChannelAnswer> debit = card.DebitAsync();
        await AdvanceUntilAsync(clock, debit);

        ChannelAnswer answer = await debit;
        // A number that no header can hold is no number, so the second sending is allowed after the unnamed second.
        Assert.Equal(retryAfter.Length == 20 ? ChannelOutcome.Rejected : ChannelOutcome.NotProcessed, answer.Outcome);
    }

    [Fact]
    public async Task A_wait_after_a_429_ends_when_the_caller_gives_up()
    {
        using var cancellation = new CancellationTokenSource();
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            await TooManyAsync(context, "20");
            context.Response.OnCompleted(cancellation.CancelAsync);
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl, machine: new FakeTimeProvider(Start));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => card.Channel.DebitAsync(ConnectedChannel.Order(), CancellationToken.None, cancellation.Token));
        Assert.Single(gateway.Requests);
    }

    [Fact]
    public async Task No_more_calls_than_allowed_are_under_way_at_once()
    {
        int underWay = 0;
        int most = 0;
        var full = new TaskCompletionSource();
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            int now = Interlocked.Increment(ref underWay);
            InterlockedMax(ref most, now);
            if (now == 3)
            {
                full.TrySetResult();
            }

            await full.Task;
            await Task.Yield();
            Interlocked.Decrement(ref underWay);
            await HostileGateway.WriteAsync(context, 422, contentType: null, "");
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl, change: settings => settings with { MaxInFlight = 3 });

        ChannelAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => card.DebitAsync(ConnectedChannel.Order($"A{number}"))));

        Assert.All(answers, answer => Assert.Equal(ChannelOutcome.Rejected, answer.Outcome));
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Waiting_for_a_slot_is_not_counted_as_time_out()
    {
        var clock = new FakeTimeProvider(Start);
        var arrived = new TaskCompletionSource();
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, count) =>
        {
            if (count == 1)
            {
                arrived.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            }

            await HostileGateway.WriteAsync(context, 422, contentType: null, "");
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl, machine: clock, change: settings => settings with { MaxInFlight = 1 });
        Task<ChannelAnswer> first = card.DebitAsync();
        await arrived.Task;
        Task<ChannelAnswer> second = card.DebitAsync(ConnectedChannel.Order("A2"));

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("time-out", (await first).Detail);
        Assert.Equal(ChannelOutcome.Rejected, (await second).Outcome);
    }

    [Fact]
    public async Task A_call_that_waits_for_a_slot_can_be_cancelled_and_sends_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            arrived.SetResult();
            await release.Task;
            await HostileGateway.WriteAsync(context, 422, contentType: null, "");
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl, change: settings => settings with { MaxInFlight = 1 });
        Task<ChannelAnswer> first = card.DebitAsync();
        await arrived.Task;
        Task<ChannelAnswer> second = card.Channel.DebitAsync(ConnectedChannel.Order("A2"), CancellationToken.None, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        release.SetResult();
        Assert.Equal(ChannelOutcome.Rejected, (await first).Outcome);
        Assert.Single(gateway.Requests);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(64, 1)]
    public async Task An_order_that_is_withdrawn_while_it_waits_for_its_turn_never_goes_out_and_one_that_is_out_is_not_called_back(int maxInFlight, int? callsPerSecond)
    {
        using var withdrawn = new CancellationTokenSource();
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            arrived.TrySetResult();
            await release.Task;
            await HostileGateway.WriteAsync(context, 422, contentType: null, "");
        });
        await using var card = new ConnectedChannel(
            gateway.BaseUrl,
            machine: new FakeTimeProvider(Start),
            change: settings => settings with { MaxInFlight = maxInFlight, CallsPerSecond = callsPerSecond });
        Task<ChannelAnswer> out1 = card.Channel.DebitAsync(ConnectedChannel.Order(), withdrawn.Token, TestContext.Current.CancellationToken);
        await arrived.Task;
        Task<ChannelAnswer> waits = card.Channel.DebitAsync(ConnectedChannel.Order("A2"), withdrawn.Token, TestContext.Current.CancellationToken);

        await withdrawn.CancelAsync();

        Assert.Equal(new ChannelAnswer(ChannelOutcome.NotSent, Detail: "withdrawn"), await waits);
        release.SetResult();
        Assert.Equal(ChannelOutcome.Rejected, (await out1).Outcome);
        Assert.Single(gateway.Requests);
    }

    [Fact]
    public async Task An_order_whose_facts_are_not_checked_waits_after_every_other_wait_and_can_still_be_withdrawn()
    {
        using var withdrawn = new CancellationTokenSource();
        await using HostileGateway gateway = await HostileGateway.StartAsync(422, contentType: null, "");
        await using var card = new ConnectedChannel(gateway.BaseUrl);
        var asked = new TaskCompletionSource();
        int checks = 0;
        DebitOrder order = ConnectedChannel.Order() with
        {
            // Checked by the time that it is asked for the second time.
            WaitForCheck = _ => ValueTask.FromResult(checks++ == 0),
        };
        DebitOrder other = ConnectedChannel.Order("A2") with
        {
            WaitForCheck = async token =>
            {
                asked.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return true;
            },
        };

        Assert.Equal(ChannelOutcome.Rejected, (await card.DebitAsync(order)).Outcome);
        Task<ChannelAnswer> waits = card.Channel.DebitAsync(other, withdrawn.Token, TestContext.Current.CancellationToken);
        await asked.Task;
        await withdrawn.CancelAsync();

        Assert.Equal(new ChannelAnswer(ChannelOutcome.NotSent, Detail: "withdrawn"), await waits);
        Assert.Equal(2, checks);
        Assert.Single(gateway.Requests);
    }

    [Fact]
    public async Task An_order_is_not_sent_while_the_calls_of_other_hosts_are_not_known()
    {
        var time = new FakeTimeProvider(Start);
        var rates = new TakenCalls(new MachineClock(time)) { Before = () => throw new InvalidOperationException("no rights") };
        await using HostileGateway gateway = await HostileGateway.StartAsync(422, contentType: null, "");
        await using var card = new ConnectedChannel(
            gateway.BaseUrl, machine: time, rates: rates, change: settings => settings with { CallsPerSecond = 10 });

        Task<ChannelAnswer> waits = card.DebitAsync();
        await time.StepUntilAsync(TimeSpan.FromSeconds(1), () => waits.IsCompleted, "it is given up");

        Assert.Equal((ChannelOutcome.NotSent, true), ((await waits).Outcome, (await waits).IsChannelError));
        Assert.Empty(gateway.Requests);
    }

    [Fact]
    public async Task An_order_that_is_withdrawn_while_a_429_is_waited_out_does_not_go_out_again()
    {
        using var withdrawn = new CancellationTokenSource();
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            await TooManyAsync(context, "20");
            context.Response.OnCompleted(withdrawn.CancelAsync);
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl, machine: new FakeTimeProvider(Start));

        ChannelAnswer answer = await card.Channel.DebitAsync(ConnectedChannel.Order(), withdrawn.Token, TestContext.Current.CancellationToken);

        Assert.Equal(new ChannelAnswer(ChannelOutcome.NotSent, Detail: "withdrawn"), answer);
        Assert.Single(gateway.Requests);
    }

    [Theory]
    [InlineData(20, 24)]
    [InlineData(200, 240)]
    public async Task Calls_keep_the_pace(int callsPerSecond, int calls)
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync(422, contentType: null, "");
        await using var card = new ConnectedChannel(gateway.BaseUrl, change: settings => settings with { CallsPerSecond = callsPerSecond });

        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, calls).Select(number => card.DebitAsync(ConnectedChannel.Order($"A{number}"))));

        // The limit plus a fifth of it can't pass within the first second.
        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(1), $"{calls} calls took {Stopwatch.GetElapsedTime(started)}");
    }

    [Fact]
    public async Task When_half_of_the_calls_fail_the_circuit_opens_and_after_a_while_lets_one_probe()
    {
        var clock = new FakeTimeProvider(Start);
        bool healthy = false;
        await using HostileGateway gateway = await HostileGateway.StartAsync((context, _) =>
            HostileGateway.WriteAsync(context, healthy ? 422 : 500, contentType: null, ""));
        await using var card = new ConnectedChannel(gateway.BaseUrl, machine: clock);
        for (int call = 0; call < GatewayPipeline.CallsBeforeJudging; call++)
        {
            Assert.Equal("http 500", (await card.DebitAsync()).Detail);
        }

        var open = new ChannelAnswer(ChannelOutcome.NotSent, Detail: "circuit open") { IsChannelError = true };
        Assert.Equal(open, await card.DebitAsync());
        Assert.Equal(open with { Outcome = ChannelOutcome.Unknown }, await card.QueryStatusAsync());
        Assert.Equal(GatewayPipeline.CallsBeforeJudging, gateway.Requests.Count);

        healthy = true;
        clock.Advance(GatewayPipeline.OpenFor);
        Assert.Equal(ChannelOutcome.Rejected, (await card.DebitAsync()).Outcome);
        Assert.Equal(ChannelOutcome.Rejected, (await card.DebitAsync()).Outcome);
    }

    [Fact]
    public async Task Time_outs_open_the_circuit_too()
    {
        var clock = new FakeTimeProvider(Start);
        var allArrived = new TaskCompletionSource();
        await using HostileGateway gateway = await HostileGateway.StartAsync((context, count) =>
        {
            if (count == GatewayPipeline.CallsBeforeJudging)
            {
                allArrived.SetResult();
            }

            return Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });
        await using var card = new ConnectedChannel(
            gateway.BaseUrl, machine: clock, change: settings => settings with { MaxInFlight = GatewayPipeline.CallsBeforeJudging });
        Task<ChannelAnswer[]> calls = Task.WhenAll(
            Enumerable.Range(0, GatewayPipeline.CallsBeforeJudging).Select(number => card.DebitAsync(ConnectedChannel.Order($"A{number}"))));
        await allArrived.Task;

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.All(await calls, answer => Assert.Equal("time-out", answer.Detail));
        Assert.Equal("circuit open", (await card.DebitAsync()).Detail);
    }

    [Fact]
    public async Task Declines_rejections_and_429s_never_open_the_circuit()
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync((context, count) => (count % 3) switch
        {
            0 => HostileGateway.WriteAsync(context, 422, contentType: null, ""),
            1 => TooManyAsync(context, "3600"),
            _ => HostileGateway.WriteAsync(context, 200, "application/json", """{"orderNo":"A1","status":"declined","declineCode":"card_lost"}"""),
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        for (int call = 0; call < 2 * GatewayPipeline.CallsBeforeJudging; call++)
        {
            Assert.False((await card.DebitAsync()).IsChannelError);
        }

        Assert.Equal(2 * GatewayPipeline.CallsBeforeJudging, gateway.Requests.Count);
    }

    private static async Task<ChannelAnswer> AnswerAfterAsync(string retryAfter, TimeSpan waits)
    {
        var clock = new FakeTimeProvider(Start);
        DateTimeOffset secondAt = default;
        await using HostileGateway gateway = await HostileGateway.StartAsync((context, count) =>
        {
            if (count == 1)
            {
                return TooManyAsync(context, retryAfter);
            }

            secondAt = clock.GetUtcNow();
            return HostileGateway.WriteAsync(context, 200, "application/json", """{"orderNo":"A1","status":"succeeded"}""");
        });
        await using var card = new ConnectedChannel(
            gateway.BaseUrl, machine: clock, change: settings => settings with { Timeout = TimeSpan.FromSeconds(300) });

        Task<ChannelAnswer> debit = card.DebitAsync();
        await AdvanceUntilAsync(clock, debit);
        ChannelAnswer answer = await debit;

        Assert.InRange(secondAt, Start + waits, DateTimeOffset.MaxValue);
        HostileGateway.Received[] sent = [.. gateway.Requests];
        Assert.Equal(sent[0].Body, sent[1].Body);
        Assert.NotEqual(sent[0].Headers["X-Timestamp"], sent[1].Headers["X-Timestamp"]);
        return answer;
    }

    /// <summary>Moves the clock a little whenever everything else has come to rest.</summary>
    private static async Task AdvanceUntilAsync(FakeTimeProvider clock, Task end)
    {
        while (!end.IsCompleted)
        {
            await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(5)));
            clock.Advance(TimeSpan.FromMilliseconds(250));
        }
    }

    private static Task TooManyAsync(HttpContext context, string retryAfter)
    {
        context.Response.Headers.RetryAfter = retryAfter;
        return HostileGateway.WriteAsync(context, 429, contentType: null, "");
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = target;
        while (value > seen)
        {
            int before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
