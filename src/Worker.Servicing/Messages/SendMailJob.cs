using System.Collections.Concurrent;
using Worker.Servicing.Calendar;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Messages;

/// <summary>
/// Sends what waits in the outbox. A message is marked as sent after it was handed over: a crash in between sends a copy
/// with the same <c>Message-ID</c>, and loses nothing.
/// </summary>
public sealed class SendMailJob(
    IOutboxStore store,
    IMessageRenderer renderer,
    IMailTransport transport,
    OutboxSettings settings,
    BusinessZone zone,
    RunSettings runs,
    TimeProvider time) : IJob
{
    private const int BatchSize = 500;
    private static readonly TimeSpan HoldPause = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, TimeZoneInfo> zones = new(StringComparer.Ordinal);

    public string Name => JobList.SendMail;

    public async Task<IReadOnlyList<KeyRange>> CutAsync(Run run, RunTally tally, CancellationToken cancellationToken) =>
        KeyRange.Between(await store.CutAsync(time.GetUtcNow(), runs.SliceSize, cancellationToken));

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        foreach (WaitingMessage[] batch in (await store.ReadAsync(time.GetUtcNow(), zone.DateAt(time.GetUtcNow()), lease.Left, cancellationToken)).Chunk(BatchSize))
        {
            (List<MessageFate> fates, RunTally tally, bool isServerDown) = await SendAsync(batch, cancellationToken);
            long cursor = isServerDown || cancellationToken.IsCancellationRequested ? lease.Left.After : batch[^1].MessageId;
            await store.WriteAsync(new SliceStep(lease, cursor, tally), fates, time.GetUtcNow(), CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (isServerDown)
            {
                return; // The next run tries again; nothing is lost.
            }
        }
    }

    public async Task PreviewAsync(Run run, RunTally tally, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (KeyRange range in await CutAsync(run, tally, cancellationToken))
        {
            foreach (WaitingMessage message in await store.ReadAsync(now, zone.DateAt(now), range, cancellationToken))
            {
                tally.Count(FateWithoutSending(message, now) is null ? "toSend" : "notNow");
            }
        }
    }

    private async Task<(List<MessageFate> Fates, RunTally Tally, bool IsServerDown)> SendAsync(
        IReadOnlyList<WaitingMessage> batch, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        var fates = new ConcurrentBag<MessageFate>();
        bool isServerDown = false;
        await Parallel.ForEachAsync(
            batch,
            new ParallelOptions { MaxDegreeOfParallelism = transport.MaxInFlight, CancellationToken = CancellationToken.None },
            async (message, _) =>
            {
                if (FateWithoutSending(message, now) is MessageFate fate)
                {
                    fates.Add(fate);
                }
                else if (!Volatile.Read(ref isServerDown) && !cancellationToken.IsCancellationRequested)
                {
                    (MessageFate sent, bool isDown) = await SendAsync(message, now, cancellationToken);
                    fates.Add(sent);
                    if (isDown)
                    {
                        Volatile.Write(ref isServerDown, true);
                    }
                }
            });

        List<MessageFate> all = [.. fates];
        return (all, Tally(all, isServerDown), isServerDown);
    }

    private async Task<(MessageFate Fate, bool IsServerDown)> SendAsync(
        WaitingMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            if (await RenderAsync(message, cancellationToken) is not RenderedMessage rendered)
            {
                return (new MessageFate(message.MessageId, MessageState.Failed, null, Tried: false, "unwritable", IsUnwritable: true), false);
            }

            Delivery delivery = await transport.SendAsync(rendered, cancellationToken);
            return (FateAfter(message, delivery, now), delivery.Outcome == DeliveryOutcome.Unreachable);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (new MessageFate(message.MessageId, MessageState.Waiting, now, Tried: false, "cancelled"), false);
        }
    }

    /// <summary>The mail; null when none can be made of what the outbox says, so that one message never stops the others.</summary>
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

    private MessageFate FateAfter(WaitingMessage message, Delivery delivery, DateTimeOffset now) => delivery.Outcome switch
    {
        DeliveryOutcome.Sent => new(message.MessageId, MessageState.Sent, null, Tried: true, null),
        DeliveryOutcome.Refused => new(message.MessageId, MessageState.Failed, null, Tried: true, delivery.Detail),
        DeliveryOutcome.BadAddress => new(message.MessageId, MessageState.Failed, null, Tried: true, delivery.Detail, IsBadAddress: true),
        DeliveryOutcome.Unreachable => new(message.MessageId, MessageState.Waiting, now, Tried: false, delivery.Detail),
        _ when message.Tries + 1 >= settings.MaxTries => new(message.MessageId, MessageState.Failed, null, Tried: true, delivery.Detail),
        _ => new(message.MessageId, MessageState.Waiting, now + settings.BackOffAfter(message.Tries + 1), Tried: true, delivery.Detail),
    };

    /// <summary>What becomes of a message that is not offered to the server now; null when it is.</summary>
    private MessageFate? FateWithoutSending(WaitingMessage message, DateTimeOffset now)
    {
        MessageFacts facts = message.Facts;
        if (Staleness.IsStale(message.Kind, facts.BusinessDate, facts.DueOn, message.IsPaid, zone.DateAt(now), settings.StaleAfterDays))
        {
            return new MessageFate(message.MessageId, MessageState.Dropped, null, Tried: false, "stale");
        }

        if (message.IsCourtesy && message.CourtesyOff)
        {
            return new MessageFate(message.MessageId, MessageState.Dropped, null, Tried: false, "unsubscribed");
        }

        if (message.IsOnHold)
        {
            // Held back, not dropped: it goes once the hold ends, unless it is stale by then.
            return new MessageFate(message.MessageId, MessageState.Waiting, now + HoldPause, Tried: false, "on hold");
        }

        if (message.HasBadAddress)
        {
            return new MessageFate(message.MessageId, MessageState.Failed, null, Tried: false, "bad address");
        }

        DateTimeOffset earliest = settings.QuietHours.EarliestSend(now, ZoneOf(message.TimeZone));
        return earliest > now ? new MessageFate(message.MessageId, MessageState.Waiting, earliest, Tried: false, "quiet hours") : null;
    }

    private TimeZoneInfo ZoneOf(string id) =>
        zones.GetOrAdd(id, name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? found) ? found : zone.Zone);

    private static RunTally Tally(IReadOnlyList<MessageFate> fates, bool isServerDown)
    {
        var tally = new RunTally();
        foreach (MessageFate fate in fates)
        {
            if (fate.IsUnwritable)
            {
                tally.Note(new RunError("unwritable-message", $"message {fate.MessageId}", "No mail can be made of its facts.", IsSetAside: true));
                continue;
            }

            tally.Count(fate switch
            {
                { State: MessageState.Sent } => "sent",
                { State: MessageState.Dropped, Detail: "stale" } => "stale",
                { State: MessageState.Dropped } => "unsubscribed",
                { State: MessageState.Failed, IsBadAddress: true } => "badAddress",
                { State: MessageState.Failed } => "failed",
                { Tried: true } => "deferred",
                { Detail: "quiet hours" or "on hold" } => "heldBack",
                _ => "notTried",
            });
        }

        if (isServerDown)
        {
            string detail = fates.FirstOrDefault(fate => fate is { State: MessageState.Waiting, Tried: false, Detail: not ("quiet hours" or "on hold") })?.Detail ?? "unreachable";
            tally.Note(new RunError("mail-server-unreachable", "mail", detail));
        }

        return tally;
    }
}
