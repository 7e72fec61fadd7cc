using Microsoft.Extensions.Time.Testing;
using Worker.Channels.Sandbox;
using Worker.Channels.Tests.Gateway;
using Worker.Servicing.Channels;
using Worker.Testing;

namespace Worker.Channels.Tests.Sandbox;

public sealed class SandboxBehaviourTests : IAsyncLifetime
{
    // One second before midnight of 24 to 25 November in Shanghai.
    private readonly FakeTimeProvider business = new(new DateTimeOffset(2026, 11, 24, 15, 59, 59, TimeSpan.Zero));
    private readonly FakeTimeProvider ours = new(TimeProvider.System.GetUtcNow());
    private readonly TemporaryFolder folder = new();
    private SandboxGateway sandbox = null!;
    private RawClient client = null!;
    private ConnectedChannel channel = null!;

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxGateway.StartAsync(new SandboxOptions { BusinessClock = business, StateFile = folder.File("state") }, TestContext.Current.CancellationToken);
        client = new RawClient(sandbox);
        channel = new ConnectedChannel(sandbox.BaseUrl, sandbox.Secret, machine: ours);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await channel.DisposeAsync();
        await sandbox.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("nsf", "insufficient_funds")]
    [InlineData("closed", "account_closed")]
    [InlineData("revoked", "agreement_revoked")]
    public async Task Tokens_that_decline_reach_the_worker_as_declines(string token, string code)
    {
        ChannelAnswer answer = await DebitAsync("A1", token);

        Assert.Equal((ChannelOutcome.Declined, code), (answer.Outcome, answer.DeclineCode));
        Assert.Equal(answer, await channel.QueryStatusAsync("A1"));
        Assert.Equal(0, (await client.LedgerAsync()).Count);
    }

    [Fact]
    public async Task Funds_come_on_the_day_in_the_business_zone_not_a_second_earlier()
    {
        Assert.Equal(ChannelOutcome.Declined, (await DebitAsync("A1", "nsf-until:2026-11-25")).Outcome);
        business.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ChannelOutcome.Succeeded, (await DebitAsync("A2", "nsf-until:2026-11-25")).Outcome);
    }

    [Fact]
    public async Task A_pending_order_settles_by_the_clock_once_and_is_debited_when_it_does()
    {
        DateTimeOffset posted = business.GetUtcNow();
        Assert.Equal(ChannelOutcome.Pending, (await DebitAsync("A1", "pending:30")).Outcome);
        business.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(ChannelOutcome.Pending, (await channel.QueryStatusAsync("A1")).Outcome);
        Assert.Equal(0, (await client.LedgerAsync()).Count);

        business.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, (await client.LedgerAsync()).Count);
        ChannelAnswer settled = await channel.QueryStatusAsync("A1");
        Assert.Equal((ChannelOutcome.Succeeded, posted.AddSeconds(30)), (settled.Outcome, settled.CompletedAt));
        Assert.Equal(settled, await DebitAsync("A1", "pending:30"));
        Assert.Equal(1, (await client.LedgerAsync()).Count);
    }

    [Fact]
    public async Task What_was_settled_stays_settled_when_the_clock_goes_back()
    {
        await DebitAsync("A1", "pending:30");
        DateTimeOffset before = business.GetUtcNow();
        business.Advance(TimeSpan.FromSeconds(30));
        ChannelAnswer settled = await channel.QueryStatusAsync("A1");

        business.MoveTo(before);

        Assert.Equal(ChannelOutcome.Succeeded, settled.Outcome);
        Assert.Equal(settled, await channel.QueryStatusAsync("A1"));
    }

    [Theory]
    [InlineData("pending:30+closed", ChannelOutcome.Declined)]
    [InlineData("nsf-until:2026-11-25+pending:1", ChannelOutcome.Succeeded)]
    [InlineData("nsf-until:2026-11-25+pending:0", ChannelOutcome.Declined)]
    public async Task A_pending_order_settles_to_what_the_other_rules_say_at_that_moment(string token, ChannelOutcome outcome)
    {
        await DebitAsync("A1", token);
        business.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(outcome, (await channel.QueryStatusAsync("A1")).Outcome);
        Assert.Equal(outcome == ChannelOutcome.Succeeded ? 1 : 0, (await client.LedgerAsync()).Count);
    }

    [Fact]
    public async Task A_part_is_debited_and_told_to_the_post_and_to_the_question()
    {
        ChannelAnswer answer = await DebitAsync("A1", "partial:60+pending:30");
        Assert.Equal((ChannelOutcome.Pending, 33730L, "CNY"), (answer.Outcome, answer.EchoedAmount, answer.ToldCurrency));
        business.Advance(TimeSpan.FromSeconds(30));

        ChannelAnswer settled = await channel.QueryStatusAsync("A1");

        Assert.Equal((ChannelOutcome.Succeeded, 20238L), (settled.Outcome, settled.EchoedAmount));
        Assert.Equal(settled, await DebitAsync("A1", "partial:60+pending:30"));
        Assert.Equal(20238, Assert.Single((await client.LedgerAsync()).Entries).Amount);
    }

    [Fact]
    public async Task Advice_reaches_the_worker_and_outlives_the_sandbox()
    {
        ChannelAnswer answer = await DebitAsync("A1", "advice:update_method");
        NoticeAnswer notice = await channel.NotifyAsync();
        await sandbox.DisposeAsync();
        sandbox = await SandboxGateway.StartAsync(
            new SandboxOptions { BusinessClock = business, StateFile = folder.File("state"), Secret = sandbox.Secret, Port = sandbox.BaseUrl.Port },
            TestContext.Current.CancellationToken);

        Assert.Equal((ChannelOutcome.Declined, "try_later", "update_method"), (answer.Outcome, answer.DeclineCode, answer.AdviceCode));
        Assert.Equal(answer, await channel.QueryStatusAsync("A1"));
        Assert.Equal(new NoticeAnswer(NoticeOutcome.Accepted), notice);
        Assert.Equal(notice, await channel.NotifyAsync());
        Assert.Equal("conflict", (await channel.NotifyAsync(ConnectedChannel.Notice(amount: 1))).Detail);
    }

    [Fact]
    public async Task Timeout_charged_debits_and_never_answers_the_post()
    {
        Assert.Equal("time-out", (await TimeOutAsync("A1", "timeout-charged+error:0")).Detail);
        Assert.Equal("time-out", (await TimeOutAsync("A1", "timeout-charged+error:0")).Detail);

        Assert.Equal(ChannelOutcome.Succeeded, (await channel.QueryStatusAsync("A1")).Outcome);
        Assert.Equal(1, (await client.LedgerAsync()).Count);
    }

    [Fact]
    public async Task Timeout_lost_loses_the_first_post_and_debits_the_second()
    {
        Assert.Equal("time-out", (await TimeOutAsync("A1", "timeout-lost")).Detail);
        Assert.Equal(ChannelOutcome.NotFound, (await channel.QueryStatusAsync("A1")).Outcome);
        Assert.Equal(0, (await client.LedgerAsync()).Count);

        Assert.Equal(ChannelOutcome.Succeeded, (await DebitAsync("A1", "timeout-lost")).Outcome);
        Assert.Equal(ChannelOutcome.Succeeded, (await channel.QueryStatusAsync("A1")).Outcome);
        Assert.Equal(1, (await client.LedgerAsync()).Count);
    }

    [Fact]
    public async Task Timeouts_joined_lose_first_the_order_and_then_the_answer()
    {
        Assert.Equal("time-out", (await TimeOutAsync("A1", "timeout-charged+timeout-lost+nsf")).Detail);
        Assert.Equal(ChannelOutcome.NotFound, (await channel.QueryStatusAsync("A1")).Outcome);
        Assert.Equal("time-out", (await TimeOutAsync("A1", "timeout-charged+timeout-lost+nsf")).Detail);
        Assert.Equal("insufficient_funds", (await channel.QueryStatusAsync("A1")).DeclineCode);
    }

    [Fact]
    public async Task Errors_debit_half_of_the_time_and_asking_tells_which_half()
    {
        ChannelAnswer[] posts = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => DebitAsync($"A{number}", "error:100")));
        ChannelAnswer[] questions = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => channel.QueryStatusAsync($"A{number}")));

        Assert.All(posts, answer => Assert.Equal("http 500", answer.Detail));
        Assert.InRange(questions.Count(answer => answer.Outcome == ChannelOutcome.Succeeded), 10, 50);
        Assert.Equal(60, questions.Count(answer => answer.Outcome is ChannelOutcome.Succeeded or ChannelOutcome.NotFound));
        Assert.Equal(
            questions.Index().Where(asked => asked.Item.Outcome == ChannelOutcome.Succeeded).Select(asked => $"A{asked.Index}").Order(),
            (await client.LedgerAsync()).Entries.Select(entry => entry.OrderNo).Order());
    }

    [Fact]
    public async Task Slow_answers_late_and_debits_at_once()
    {
        Assert.Equal("time-out", (await TimeOutAsync("A1", "slow:5000")).Detail);
        Assert.Equal(ChannelOutcome.Succeeded, (await channel.QueryStatusAsync("A1")).Outcome);

        await using var patient = new ConnectedChannel(sandbox.BaseUrl, sandbox.Secret);
        long started = TimeProvider.System.GetTimestamp();
        Assert.Equal(ChannelOutcome.Succeeded, (await patient.DebitAsync(ConnectedChannel.Order("A2", "slow:250"))).Outcome);
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(240));
    }

    [Fact]
    public async Task Posts_of_one_order_at_once_debit_once_and_all_answer_the_same()
    {
        RawClient.Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => client.PostAsync(RawClient.Body("A1")))));

        Assert.Single(answers.Distinct());
        Assert.Equal(200, answers[0].Status);
        Assert.Equal(1, (await client.LedgerAsync()).Count);
    }

    [Fact]
    public async Task Of_different_bodies_at_once_one_is_debited_and_the_others_conflict()
    {
        RawClient.Answer[] answers = await Task.WhenAll(
            Enumerable.Range(1, 40).Select(amount => Task.Run(() => client.PostAsync(RawClient.Body("A1", amount: $"{amount}")))));

        Assert.Equal([.. Enumerable.Repeat(409, 39).Prepend(200)], answers.Select(answer => answer.Status).Order());
        Assert.Equal(1, (await client.LedgerAsync()).Count);
    }

    [Fact]
    public async Task A_wrong_secret_debits_nothing_and_says_so()
    {
        await using var stranger = new ConnectedChannel(sandbox.BaseUrl, sandbox.Secret + "x");

        Assert.Equal((ChannelOutcome.NotProcessed, "http 401"), await stranger.DebitAsync() is { } answer ? (answer.Outcome, answer.Detail) : default);
        Assert.Equal((ChannelOutcome.Unknown, "http 401"), await stranger.QueryStatusAsync() is { } asked ? (asked.Outcome, asked.Detail) : default);
        Assert.Equal(0, (await client.LedgerAsync()).Count);
    }

    [Fact]
    public async Task What_the_client_calls_a_conflict_stays_in_doubt()
    {
        await DebitAsync("A1", "ok");

        ChannelAnswer answer = await channel.DebitAsync(ConnectedChannel.Order("A1", "ok", amount: 1));

        Assert.Equal((ChannelOutcome.Unknown, "conflict", true), (answer.Outcome, answer.Detail, answer.IsChannelError));
    }

    [Fact]
    public async Task A_token_of_another_world_is_rejected() =>
        Assert.Equal((ChannelOutcome.Rejected, "http 422"), await DebitAsync("A1", "tok_visa") is { } answer ? (answer.Outcome, answer.Detail) : default);

    [Fact]
    public async Task A_client_with_a_wrong_base_address_never_hears_that_an_order_is_missing()
    {
        await DebitAsync("A1", "ok");
        await using var astray = new ConnectedChannel(new Uri(sandbox.BaseUrl, "/api"), sandbox.Secret);

        Assert.Equal(ChannelOutcome.Unknown, (await astray.QueryStatusAsync("A1")).Outcome);
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_requests_that_are_never_answered()
    {
        await using var patient = new ConnectedChannel(sandbox.BaseUrl, sandbox.Secret);
        Task<ChannelAnswer> debit = patient.DebitAsync(ConnectedChannel.Order("A1", "timeout-charged"));
        while ((await client.LedgerAsync()).Count == 0)
        {
            await Task.Yield();
        }

        await sandbox.DisposeAsync();

        Assert.Equal(ChannelOutcome.Unknown, (await debit).Outcome);
    }

    /// <summary>Debits, and lets our time-out pass as soon as the sandbox has noted the request in its journal.</summary>
    private async Task<ChannelAnswer> TimeOutAsync(string number, string token)
    {
        var journal = new FileInfo(folder.File("state"));
        long before = journal.Length;
        Task<ChannelAnswer> debit = DebitAsync(number, token);
        while (journal.Length == before)
        {
            await Task.Yield();
            journal.Refresh();
        }

        ours.Advance(TimeSpan.FromSeconds(10));
        return await debit;
    }

    private Task<ChannelAnswer> DebitAsync(string number, string token) => channel.DebitAsync(ConnectedChannel.Order(number, token));
}
