using System.Text;
using Microsoft.Extensions.Time.Testing;
using Worker.Channels.Sandbox;
using Worker.Testing;

namespace Worker.Channels.Tests.Sandbox;

public sealed class SandboxJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider business = new(new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero));

    private string State => folder.File("deep/sandbox.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_restart_keeps_every_order_its_answer_and_the_ledger()
    {
        string[] tokens = ["ok", "nsf", "pending:60", "pending:600", "pending:30+closed", "ok+pending:0"];
        List<RawClient.Answer> before = [];
        SandboxLedger ledger;
        await using (SandboxGateway sandbox = await StartAsync(State))
        {
            using var client = new RawClient(sandbox);
            foreach ((int number, string token) in tokens.Index())
            {
                await client.PostAsync(RawClient.Body($"A{number}", token));
            }

            business.Advance(TimeSpan.FromSeconds(90));
            ledger = await client.LedgerAsync();
            before.AddRange(await AskAllAsync(client, tokens.Length));
        }

        await using SandboxGateway again = await StartAsync(State);
        using var after = new RawClient(again);

        Assert.Equal(["succeeded", "declined", "succeeded", "pending", "declined", "succeeded"], before.Select(answer => answer["status"]));
        Assert.Equal(before, await AskAllAsync(after, tokens.Length));
        Assert.Equal(ledger.Entries, (await after.LedgerAsync()).Entries);
        Assert.Equal(before[0], await after.PostAsync(RawClient.Body("A0", "ok")));
        Assert.Equal(409, (await after.PostAsync(RawClient.Body("A0", "nsf"))).Status);
        business.Advance(TimeSpan.FromSeconds(600));
        Assert.Equal("succeeded", (await after.GetAsync("A3"))["status"]);
        Assert.Equal(4, (await after.LedgerAsync()).Count);
    }

    [Fact]
    public async Task What_was_answered_is_in_the_file_already_so_a_killed_process_loses_nothing()
    {
        await using SandboxGateway sandbox = await StartAsync(State);
        using var client = new RawClient(sandbox);
        RawClient.Answer answer = await client.PostAsync(RawClient.Body("A1"));

        File.Copy(State, folder.File("as-killed.jsonl"));
        await using SandboxGateway survivor = await StartAsync(folder.File("as-killed.jsonl"));
        using var after = new RawClient(survivor);

        Assert.Equal(answer, await after.GetAsync("A1"));
        Assert.Equal(1, (await after.LedgerAsync()).Count);
    }

    [Fact]
    public async Task A_lost_first_post_stays_the_first_after_a_restart()
    {
        await using (SandboxGateway sandbox = await StartAsync(State))
        {
            using var client = new RawClient(sandbox);
            using var patience = new CancellationTokenSource();
            Task<RawClient.Answer> post = client.PostAsync(RawClient.Body("A1", "timeout-lost"), cancellationToken: patience.Token);
            while (new FileInfo(State).Length == 0)
            {
                await Task.Yield();
            }

            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
            Assert.Equal(404, (await client.GetAsync("A1")).Status);
        }

        await using SandboxGateway again = await StartAsync(State);
        using var after = new RawClient(again);
        Assert.Equal(404, (await after.GetAsync("A1")).Status);
        Assert.Equal(200, (await after.PostAsync(RawClient.Body("A1", "timeout-lost"))).Status);
    }

    [Fact]
    public async Task A_line_torn_anywhere_is_forgotten_and_the_order_can_come_again()
    {
        await using (SandboxGateway sandbox = await StartAsync(State))
        {
            using var client = new RawClient(sandbox);
            await client.PostAsync(RawClient.Body("A1"));
            await client.PostAsync(RawClient.Body("A2", description: "计划"));
        }

        byte[] whole = await File.ReadAllBytesAsync(State, TestContext.Current.CancellationToken);
        int secondLine = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int torn = secondLine; torn <= whole.Length; torn++)
        {
            string path = folder.File($"torn-{torn}.jsonl");
            await File.WriteAllBytesAsync(path, whole[..torn], TestContext.Current.CancellationToken);
            using (var book = new SandboxBook(Options(path)))
            {
                Assert.NotNull(book.Find("A1"));
                Assert.Equal(torn == whole.Length, book.Find("A2") is not null);
                Assert.True(TokenRules.TryParse("ok", out TokenRules? rules));
                Assert.Equal(Reception.Answered, book.Receive(new("A2", 33730, "CNY", "ok", "计划"), rules, out _));
                Assert.Equal(["A1", "A2"], book.ReadLedger().Entries.Select(entry => entry.OrderNo));
            }

            Assert.Equal(whole, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_first_line_torn_leaves_an_empty_book()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(State)!);
        await File.WriteAllTextAsync(State, new string('x', 10_000), TestContext.Current.CancellationToken);

        await using SandboxGateway sandbox = await StartAsync(State);
        using var client = new RawClient(sandbox);

        Assert.Equal(0, (await client.LedgerAsync()).Count);
        Assert.Equal(0, new FileInfo(State).Length);
    }

    [Theory]
    [InlineData("not json\n")]
    [InlineData("\n")]
    [InlineData("null\n")]
    [InlineData("{}\n")]
    [InlineData("{\"orderNo\":\"A1\",\"status\":\"succeeded\",\"completedAt\":\"2026-11-20T01:00:00+00:00\"}\n")]
    [InlineData("{\"orderNo\":\"A1\",\"debit\":{\"orderNo\":\"A1\",\"amount\":1,\"currency\":\"CNY\",\"token\":\"ok\",\"description\":\"\"},\"attempts\":1,\"status\":\"succeeded\"}\n")]
    public async Task A_finished_line_that_says_something_else_stops_the_start(string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(State)!);
        await File.WriteAllBytesAsync(State, Encoding.UTF8.GetBytes(line), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync(State));
        Assert.Equal(line, await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_sandboxes_cannot_share_a_file()
    {
        await using SandboxGateway first = await StartAsync(State);

        await Assert.ThrowsAnyAsync<IOException>(() => StartAsync(State));
    }

    [Fact]
    public async Task A_taken_port_is_said_and_the_file_let_go()
    {
        await using SandboxGateway first = await StartAsync(stateFile: null);

        await Assert.ThrowsAnyAsync<IOException>(
            () => SandboxGateway.StartAsync(Options(State) with { Port = first.BaseUrl.Port }, TestContext.Current.CancellationToken));
        await using SandboxGateway second = await StartAsync(State);
        Assert.NotEqual(first.BaseUrl, second.BaseUrl);
    }

    private static async Task<List<RawClient.Answer>> AskAllAsync(RawClient client, int count)
    {
        List<RawClient.Answer> answers = [];
        for (int number = 0; number < count; number++)
        {
            answers.Add(await client.GetAsync($"A{number}"));
        }

        return answers;
    }

    private SandboxOptions Options(string? stateFile) => new() { StateFile = stateFile, BusinessClock = business };

    private Task<SandboxGateway> StartAsync(string? stateFile) => SandboxGateway.StartAsync(Options(stateFile), TestContext.Current.CancellationToken);
}
