using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using Worker.Channels.Contract;
using Worker.Channels.Sandbox;
using Worker.Channels.Tests.Gateway;
using Worker.Servicing.Channels;
using Worker.Testing;

namespace Worker.Channels.Tests.Sandbox;

public sealed class SandboxProperties
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Token = Gen.Elements(
            "ok", "nsf", "nsf-until:2026-11-21", "closed", "revoked", "pending:30", "pending:0", "timeout-charged", "timeout-lost", "error:30", "error:100")
        .NonEmptyListOf()
        .Select(rules => string.Join('+', rules.Take(3)));

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (6, from order in Gen.Choose(0, 4) from otherBody in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true))) select (Step)new Post(order, otherBody)),
        (3, Gen.Choose(0, 4).Select(order => (Step)new Ask(order))),
        (2, Gen.Choose(1, 40_000).Select(seconds => (Step)new Wait(seconds))),
        (1, Gen.Constant<Step>(new Restart())),
        (1, Gen.Constant<Step>(new ReadLedger())));

    /// <summary>
    /// Whatever is posted, asked, waited for and restarted: an order number is debited at most once, a final answer never
    /// changes, an order that was answered never goes missing, and the ledger is the set of orders that succeeded.
    /// </summary>
    [Fact]
    public void Every_order_is_debited_at_most_once_and_the_ledger_is_what_succeeded()
    {
        Arbitrary<(string[] Tokens, Step[] Steps)> cases =
            (from tokens in Token.ArrayOf(5) from steps in AnyStep.ArrayOf() select (tokens, steps)).ToArbitrary();

        Prop.ForAll(cases, tried =>
        {
            using var folder = new TemporaryFolder();
            var clock = new FakeTimeProvider(Start);
            var options = new SandboxOptions { StateFile = folder.File("state"), BusinessClock = clock };
            var final = new Dictionary<string, SandboxAnswer>(StringComparer.Ordinal);
            var arrived = new HashSet<string>(StringComparer.Ordinal);
            var book = new SandboxBook(options);
            try
            {
                foreach (Step step in tried.Steps)
                {
                    switch (step)
                    {
                        case Post post:
                            Assert.True(TokenRules.TryParse(tried.Tokens[post.Order], out TokenRules? rules));
                            Reception reception = book.Receive(Debit(post, tried.Tokens), rules, out SandboxAnswer? answer);
                            Assert.Equal(reception == Reception.Answered, answer is not null);
                            Note(answer);
                            break;
                        case Ask ask:
                            SandboxAnswer? found = book.Find(Number(ask.Order));
                            Assert.True(found is not null || !arrived.Contains(Number(ask.Order)));
                            Note(found);
                            break;
                        case Wait wait:
                            clock.Advance(TimeSpan.FromSeconds(wait.Seconds));
                            break;
                        case Restart:
                            book.Dispose();
                            book = new SandboxBook(options);
                            break;
                        default:
                            book.ReadLedger();
                            break;
                    }
                }

                clock.Advance(TimeSpan.FromSeconds(31));
                SandboxLedger ledger = book.ReadLedger();
                for (int order = 0; order < tried.Tokens.Length; order++)
                {
                    Note(book.Find(Number(order)));
                }

                Assert.Equal(ledger.Count, ledger.Entries.Count);
                Assert.DoesNotContain(final.Values, answer => answer.Status == DebitStatus.Pending);
                Assert.Equal(arrived.Order(StringComparer.Ordinal), final.Keys.Order(StringComparer.Ordinal));
                Assert.Equal(
                    final.Values.Where(answer => answer.Status == DebitStatus.Succeeded).Select(answer => answer.OrderNo).Order(StringComparer.Ordinal),
                    ledger.Entries.Select(entry => entry.OrderNo).Order(StringComparer.Ordinal));
            }
            finally
            {
                book.Dispose();
            }

            void Note(SandboxAnswer? answer)
            {
                if (answer is null)
                {
                    return;
                }

                arrived.Add(answer.OrderNo);
                if (final.TryGetValue(answer.OrderNo, out SandboxAnswer? before))
                {
                    Assert.Equal(before, answer);
                }
                else if (answer.Status != DebitStatus.Pending)
                {
                    final.Add(answer.OrderNo, answer);
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>
    /// The same over the wire, with everything at once: orders posted again until they are settled, as the worker would,
    /// succeed in our eyes exactly when the sandbox debited them.
    /// </summary>
    [Fact]
    public void Posted_at_once_and_asked_until_settled_both_sides_agree()
    {
        Arbitrary<(string[] Tokens, int Copies)> cases = (from tokens in Token.ArrayOf(12) from copies in Gen.Choose(1, 3) select (tokens, copies)).ToArbitrary();

        Prop.ForAll(cases, tried => AgreeAsync(tried.Tokens, tried.Copies).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(4));
    }

    private static async Task AgreeAsync(string[] tokens, int copies)
    {
        var clock = new FakeTimeProvider(Start);
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { BusinessClock = clock }, CancellationToken.None);
        await using var channel = new ConnectedChannel(sandbox.BaseUrl, sandbox.Secret, settings => settings with { Timeout = TimeSpan.FromMilliseconds(200) });
        DebitOrder[] orders = [.. tokens.Index().Select(item => ConnectedChannel.Order(Number(item.Index), item.Item, amount: item.Index + 1))];

        ChannelAnswer[] posted = await Task.WhenAll(orders.SelectMany(order => Enumerable.Repeat(order, copies)).Select(channel.DebitAsync));
        clock.Advance(TimeSpan.FromSeconds(31));
        ChannelAnswer[] settled = await Task.WhenAll(orders.Select(async order => await SettleAsync(channel, order)));

        using var client = new RawClient(sandbox);
        SandboxLedger ledger = await client.LedgerAsync();
        Assert.All(posted, answer => Assert.True(answer.Outcome is not (ChannelOutcome.Rejected or ChannelOutcome.NotProcessed), answer.ToString()));
        Assert.Equal(
            settled.Index().Where(item => item.Item.Outcome == ChannelOutcome.Succeeded).Select(item => (Number(item.Index), item.Index + 1L)),
            ledger.Entries.Select(entry => (entry.OrderNo, entry.Amount)).OrderBy(entry => entry.Amount));
    }

    private static async Task<ChannelAnswer> SettleAsync(ConnectedChannel channel, DebitOrder order)
    {
        for (int round = 0; round < 12; round++)
        {
            ChannelAnswer answer = await channel.QueryStatusAsync(order.OrderNumber);
            if (answer.Outcome is ChannelOutcome.Succeeded or ChannelOutcome.Declined)
            {
                return answer;
            }

            // Never arrived: the identical order goes out again.
            await (answer.Outcome == ChannelOutcome.NotFound ? channel.DebitAsync(order) : Task.CompletedTask);
        }

        return await channel.QueryStatusAsync(order.OrderNumber);
    }

    private static DebitRequest Debit(Post post, string[] tokens) =>
        new(Number(post.Order), post.OtherBody ? 2 : 1, "CNY", tokens[post.Order], "P-1");

    private static string Number(int order) => $"A{order}";

    private abstract record Step;

    private sealed record Post(int Order, bool OtherBody) : Step;

    private sealed record Ask(int Order) : Step;

    private sealed record Wait(int Seconds) : Step;

    private sealed record Restart : Step;

    private sealed record ReadLedger : Step;
}
