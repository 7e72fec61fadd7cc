using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Testing;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Jobs;

public sealed class RateLimitTests
{
    private const int CallsPerSecond = 21;
    private const int Orders = 20;

    private static readonly WorldSettings Limited = new()
    {
        FakesMachineClock = true,
        FakesCallClock = true,
        Channel = channel => channel with { CallsPerSecond = CallsPerSecond, Timeout = TimeSpan.FromSeconds(60) },
    };

    [DatabaseFact]
    public async Task What_two_hosts_debit_and_ask_together_stays_within_the_calls_per_second_of_the_channel()
    {
        await using World world = await World.StartAsync(Limited);
        int answers = 0;
        WorkerProcess asking = world.NewWorker(parts => parts with
        {
            // In doubt, without having taken any of the channel's calls.
            Channels = new CountedChannels(
                new FaultyChannels(parts.Channels) { Before = _ => Task.FromResult<ChannelAnswer?>(new ChannelAnswer(ChannelOutcome.Unknown)) },
                () => Interlocked.Increment(ref answers)),
        });
        WorkerProcess debiting = world.NewWorker(parts => parts with { Channels = new CountedChannels(parts.Channels, () => Interlocked.Increment(ref answers)) });
        Debts(world);
        await asking.RunAsync(JobList.AutoDebit);
        answers = 0;
        Debts(world);
        world.At(D, 9, 2);

        Task<RunReport> asked = asking.RunAsync(JobList.Reconcile);
        Task<RunReport> debited = debiting.RunAsync(JobList.AutoDebit);
        var interval = TimeSpan.FromSeconds(1.05) / CallsPerSecond;
        int intervals = 0;
        for (int calls = 1; calls <= 2 * Orders; calls++)
        {
            intervals += await world.MachineTime.StepUntilAsync(interval, () => Volatile.Read(ref answers) >= calls, $"{calls} calls are answered");
            Assert.InRange(answers, calls, 1 + intervals);
            world.MachineTime.Advance(interval);
            intervals++;
        }

        Assert.Equal((Orders, Orders), ((await asked).Counts["asked"], (await debited).Counts["debited"]));
    }

    private static void Debts(World world)
    {
        for (int debt = 0; debt < Orders; debt++)
        {
            world.Book.Debt(D);
        }
    }

    private sealed class CountedChannels(IDebitChannels inner, Action answered) : IDebitChannels
    {
        public bool TryGet(string name, [NotNullWhen(true)] out IDebitChannel? channel)
        {
            channel = inner.TryGet(name, out IDebitChannel? found) ? new Counted(found, answered) : null;
            return channel is not null;
        }

        private sealed class Counted(IDebitChannel channel, Action answered) : IDebitChannel
        {
            public string Name => channel.Name;

            public Task<ChannelAnswer> DebitAsync(DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken) =>
                CountAsync(channel.DebitAsync(order, withdrawn, cancellationToken));

            public Task<ChannelAnswer> QueryStatusAsync(string orderNumber, CancellationToken cancellationToken) =>
                CountAsync(channel.QueryStatusAsync(orderNumber, cancellationToken));

            public Task<NoticeAnswer> NotifyAsync(DebitNotice notice, CancellationToken cancellationToken) =>
                CountAsync(channel.NotifyAsync(notice, cancellationToken));

            private async Task<T> CountAsync<T>(Task<T> call)
            {
                T answer = await call;
                answered();
                return answer;
            }
        }
    }
}
