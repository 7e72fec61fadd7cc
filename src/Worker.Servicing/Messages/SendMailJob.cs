using System.Collections.Concurrent;
using System.Threading.Channels;
using Worker.Servicing.Calendar;
using Worker.Servicing.Jobs;

namespace Worker.Servicing.Messages;

/// <summary>
/// Sends what waits in the outbox. Outcomes are written while others are still being sent: a crash sends again only what was in
/// flight, with the same <c>Message-ID</c>, and loses nothing.
/// </summary>
public sealed class SendMailJob(
    IOutboxStore store,
    IMessageRenderer renderer,
    IMailTransport transport,
    OutboxSettings settings,
    BusinessZone zone,
    RunSettings runs,
    TimeProvider time,
    MachineClock machine) : IJob, IDisposable
{
    private const int BatchSize = 500;

    /// <summary>Messages of this process that are being sent, or were sent and are not recorded yet, at most.</summary>
    private const int MaxInFlight = 20;

    private static readonly TimeSpan LongestUnwritten = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HoldPause = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, TimeZoneInfo> zones = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim inFlight = new(Math.Max(MaxInFlight, transport.MaxInFlight));

    // Half of its share of what may be in flight: the other half is sent while it is written.
    private readonly int enoughToWrite = Math.Max(1, MaxInFlight / 2 / runs.MaxParallelSlices);

    public string Name => JobList.SendMail;

    public async Task<IReadOnlyList<KeyRange>> PartitionAsync(Run run, RunCounters tally, CancellationToken cancellationToken) =>
        KeyRange.Between(await store.PartitionAsync(time.GetUtcNow(), runs.SliceSize, cancellationToken));

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        foreach (WaitingMessage[] batch in (await store.ReadAsync(time.GetUtcNow(), zone.DateAt(time.GetUtcNow()), lease.Left, cancellationToken)).Chunk(BatchSize))
        {
            DateTimeOffset now = time.GetUtcNow();
            var toSend = new List<WaitingMessage>(batch.Length);
            var others = new List<MessageOutcome>();
            foreach (WaitingMessage message in batch)
            {
                if (OutcomeWithoutSending(message, now) is MessageOutcome outcome)
                {
                    others.Add(outcome);
                }
                else
                {
                    toSend.Add(message);
                }
            }

            string? whyServerIsDown = await SendAsync(lease, toSend, now, cancellationToken);
            RunCounters tally = Tally(others);
            if (whyServerIsDown is not null)
            {
                tally.Note(new RunError("mail-server-unreachable", "mail", whyServerIsDown));
            }

            bool isBrokenOff = whyServerIsDown is not null || cancellationToken.IsCancellationRequested;
            long cursor = isBrokenOff ? lease.Left.After : batch[^1].MessageId;
            await store.WriteAsync(new SliceStep(lease, cursor, tally), others, time.GetUtcNow(), CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (isBrokenOff)
            {
                return; // The next run tries again; nothing is lost.
            }
        }
    }

    public async Task PreviewAsync(Run run, RunCounters tally, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (KeyRange range in await PartitionAsync(run, tally, cancellationToken))
        {
            foreach (WaitingMessage message in await store.ReadAsync(now, zone.DateAt(now), range, cancellationToken))
            {
                tally.Count(OutcomeWithoutSending(message, now) is null ? CounterNames.ToSend : CounterNames.NotNow);
            }
        }
    }

    public void Dispose() => inFlight.Dispose();

    /// <summary>Sends messages, and writes their outcomes meanwhile.</summary>
    /// <returns>Why the server can't be reached; null where it could.</returns>
    private async Task<string?> SendAsync(SliceLease lease, List<WaitingMessage> batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string? whyServerIsDown = null;
        var outcomes = Channel.CreateUnbounded<MessageOutcome>(new UnboundedChannelOptions { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task writing = WriteAsync(lease, outcomes.Reader, stop);
        try
        {
            await Parallel.ForEachAsync(
                batch,
                new ParallelOptions { MaxDegreeOfParallelism = transport.MaxInFlight, CancellationToken = CancellationToken.None },
                async (message, _) =>
                {
                    if (Volatile.Read(ref whyServerIsDown) is null
                        && await SendInPlaceAsync(message, now, stop.Token) is MessageOutcome outcome
                        && outcomes.Writer.TryWrite(outcome)
                        && outcome.IsServerDown)
                    {
                        Volatile.Write(ref whyServerIsDown, outcome.Detail ?? "unreachable");
                    }
                });
        }
        finally
        {
            outcomes.Writer.Complete();
            await writing;
        }

        return whyServerIsDown;
    }

    /// <summary>Sends a message and keeps its place until the outcome is written; null where it is not sent any more.</summary>
    private async Task<MessageOutcome?> SendInPlaceAsync(WaitingMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await inFlight.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        try
        {
            return await SendAsync(message, now, cancellationToken);
        }
        catch
        {
            inFlight.Release();
            throw;
        }
    }

    /// <summary>Writes outcomes: when there are enough, or after a second, or when the last one is known.</summary>
    private async Task WriteAsync(SliceLease lease, ChannelReader<MessageOutcome> outcomes, CancellationTokenSource stop)
    {
        var batch = new List<MessageOutcome>(MaxInFlight);
        try
        {
            while (await outcomes.WaitToReadAsync(CancellationToken.None))
            {
                await GatherAsync(outcomes, batch);
                await store.WriteAsync(new SliceStep(lease, lease.Left.After, Tally(batch)), batch, time.GetUtcNow(), CancellationToken.None);
                inFlight.Release(batch.Count);
                batch.Clear();
            }
        }
        finally
        {
            // Nothing more is sent where it can't be written. What is on its way is waited for, so that its places are free again.
            await stop.CancelAsync();
            await foreach (MessageOutcome outcome in outcomes.ReadAllAsync(CancellationToken.None))
            {
                batch.Add(outcome);
            }

            if (batch.Count > 0)
            {
                inFlight.Release(batch.Count);
            }
        }
    }

    private async Task GatherAsync(ChannelReader<MessageOutcome> outcomes, List<MessageOutcome> batch)
    {
        using var waitedLongEnough = new CancellationTokenSource(LongestUnwritten, machine.Time);
        do
        {
            while (outcomes.TryRead(out MessageOutcome? outcome))
            {
                batch.Add(outcome);
            }
        }
        while (batch.Count < enoughToWrite && await HasMoreAsync(outcomes, waitedLongEnough.Token));
    }

    private static async Task<bool> HasMoreAsync(ChannelReader<MessageOutcome> outcomes, CancellationToken cancellationToken)
    {
        try
        {
            return await outcomes.WaitToReadAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<MessageOutcome> SendAsync(
        WaitingMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            if (await RenderAsync(message, cancellationToken) is not RenderedMessage rendered)
            {
                return new MessageOutcome(message.MessageId, MessageState.Failed, null, Tried: false, "unwritable", IsUnwritable: true);
            }

            return OutcomeAfter(message, await transport.SendAsync(rendered, cancellationToken), now);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new MessageOutcome(message.MessageId, MessageState.Waiting, now, Tried: false, "cancelled");
        }
    }

    /// <summary>Null when no mail can be made of the stored facts, so that one message never stops the others.</summary>
    private async Task<RenderedMessage?> RenderAsync(WaitingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await renderer.RenderAsync(
                message.Key, message.Kind, message.Facts, message.Recipient, message.IsCourtesy, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return null;
        }
    }

    private MessageOutcome OutcomeAfter(WaitingMessage message, DeliveryResult delivery, DateTimeOffset now) => delivery.Outcome switch
    {
        DeliveryOutcome.Sent => new(message.MessageId, MessageState.Sent, null, Tried: true, null),
        DeliveryOutcome.Refused => new(message.MessageId, MessageState.Failed, null, Tried: true, delivery.Detail),
        DeliveryOutcome.BadAddress => new(message.MessageId, MessageState.Failed, null, Tried: true, delivery.Detail, IsBadAddress: true),
        DeliveryOutcome.Unreachable => new(message.MessageId, MessageState.Waiting, now, Tried: false, delivery.Detail, IsServerDown: true),
        _ when message.Tries + 1 >= settings.MaxTries => new(message.MessageId, MessageState.Failed, null, Tried: true, delivery.Detail),
        _ => new(message.MessageId, MessageState.Waiting, now + settings.BackOffAfter(message.Tries + 1), Tried: true, delivery.Detail),
    };

    /// <summary>The outcome of a message that is not offered to the server now; null when it is.</summary>
    private MessageOutcome? OutcomeWithoutSending(WaitingMessage message, DateTimeOffset now)
    {
        MessageFacts facts = message.Facts;
        if (Staleness.IsStale(message.Kind, facts.BusinessDate, facts.DebitOn ?? facts.DueOn, message.IsPaid, zone.DateAt(now), settings.StaleAfterDays))
        {
            return new MessageOutcome(message.MessageId, MessageState.Dropped, null, Tried: false, "stale");
        }

        if (message.IsCourtesy && message.CourtesyOff)
        {
            return new MessageOutcome(message.MessageId, MessageState.Dropped, null, Tried: false, "unsubscribed");
        }

        if (message.Recipient.Address.Length == 0)
        {
            return new MessageOutcome(message.MessageId, MessageState.NoAddress, null, Tried: false, "no address");
        }

        if (message.IsOnHold)
        {
            // Held back, not dropped: it is sent once the hold ends, unless it is stale by then.
            return new MessageOutcome(message.MessageId, MessageState.Waiting, now + HoldPause, Tried: false, "on hold");
        }

        if (message.HasBadAddress)
        {
            return new MessageOutcome(message.MessageId, MessageState.Failed, null, Tried: false, "bad address");
        }

        DateTimeOffset earliest = settings.QuietHours.EarliestSend(now, ZoneOf(message.TimeZone));
        return earliest > now ? new MessageOutcome(message.MessageId, MessageState.Waiting, earliest, Tried: false, "quiet hours") : null;
    }

    private TimeZoneInfo ZoneOf(string id) =>
        zones.GetOrAdd(id, name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? found) ? found : zone.Zone);

    private static RunCounters Tally(IEnumerable<MessageOutcome> outcomes)
    {
        var tally = new RunCounters();
        foreach (MessageOutcome outcome in outcomes)
        {
            if (outcome.IsUnwritable)
            {
                tally.Note(new RunError("unwritable-message", $"message {outcome.MessageId}", "No mail can be made of its facts.", IsSetAside: true));
                continue;
            }

            tally.Count(outcome switch
            {
                { State: MessageState.Sent } => CounterNames.Sent,
                { State: MessageState.Dropped, Detail: "stale" } => CounterNames.Stale,
                { State: MessageState.Dropped } => CounterNames.Unsubscribed,
                { State: MessageState.Failed, IsBadAddress: true } => CounterNames.BadAddress,
                { State: MessageState.Failed } => CounterNames.Failed,
                { State: MessageState.NoAddress } => CounterNames.NoAddress,
                { Tried: true } => CounterNames.Deferred,
                { Detail: "quiet hours" or "on hold" } => CounterNames.HeldBack,
                _ => CounterNames.NotTried,
            });
        }

        return tally;
    }
}
