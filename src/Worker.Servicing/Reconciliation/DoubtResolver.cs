using System.Collections.Concurrent;
using Worker.Servicing.AutoDebit;
using Worker.Servicing.Channels;
using Worker.Servicing.Ledger;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Reconciliation;

/// <summary>
/// Settles attempts in doubt: asks by order number, and sends the identical order again when the channel says for good
/// that it never got it. Never guesses, never gives up.
/// </summary>
/// <param name="sender">Sends lost orders again.</param>
public sealed class DoubtResolver(
    IReconciliationStore store,
    DebitSources sources,
    IDebitChannels channels,
    ChannelDirectory directory,
    DebitSender sender,
    SettlementRule settlement,
    ISettlementStore settlements)
{
    private const int QuestionsAtOnce = 32;

    /// <summary>Settles what the former holder of a slice of auto-debit left in doubt, before anything new is sent.</summary>
    public async Task ResolveLeftBehindAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenDebit> open = await store.ReadOfRunAsync(run.RunId, lease.Left, cancellationToken);
        foreach (OpenDebit[] batch in open.Chunk(sources.Settings.BatchSize))
        {
            await ResolveAsync(batch, lease, lease.Left.After, new RunTally(), cancellationToken);
        }
    }

    /// <summary>Settles a batch and writes it with the step of the slice.</summary>
    /// <returns>What the channels said, by order number; of what was sent again, the answer to that.</returns>
    public async Task<IReadOnlyDictionary<string, ChannelAnswer>> ResolveAsync(
        IReadOnlyList<OpenDebit> batch, SliceLease lease, long cursor, RunTally tally, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, ChannelAnswer> answers = await AskAsync(batch, cancellationToken);
        HashSet<string> resent = await SendLostAgainAsync(batch, lease, answers, cancellationToken);

        DateTimeOffset now = sources.Time.GetUtcNow();
        var plans = new Dictionary<long, PlanSnapshot>(await sources.Book.ReadPlansAsync(
            [.. batch.Select(open => open.Attempt.PlanId).Distinct()], CancellationToken.None));
        ILookup<long, PastAttempt> attempts = await sources.Store.ReadAttemptsOfInstallmentsAsync(
            [.. batch.Select(open => open.Attempt.InstallmentId)], CancellationToken.None);
        ILookup<long, PaymentMethod> methods = await sources.Book.ReadMethodsAsync(
            [.. batch.Select(open => open.Attempt.CustomerId).Distinct()], CancellationToken.None);
        HashSet<long> suspended =
        [
            .. batch.Select(open => open.Attempt).Where(attempt => IsDeclinedForGood(attempt, answers[attempt.OrderNumber])).Select(attempt => attempt.PaymentMethodId),
        ];
        var settled = new List<Settlement>(batch.Count);
        foreach (OpenDebit open in batch)
        {
            DebitAttempt attempt = open.Attempt;
            int attemptsThatDay = attempts[attempt.InstallmentId].Count(past => !past.IsHardDecline && past.BusinessDate == attempt.BusinessDate);
            bool hasFallback = methods[attempt.CustomerId].Any(method => method.IsActive && !suspended.Contains(method.PaymentMethodId));
            DateTimeOffset sentAt = resent.Contains(attempt.OrderNumber) ? now : open.LastSentAt;
            settled.Add(settlement.Settle(attempt, StillInDoubt(answers[attempt.OrderNumber]), plans, attemptsThatDay, hasFallback, now) switch
            {
                { NextAskAt: not null } doubt => doubt with { NextAskAt = AskSchedule.NextAsk(sentAt, now) },
                Settlement known => known,
            });
        }

        tally.Count("asked", batch.Count);
        tally.Count("sentAgain", resent.Count);
        await settlements.SettleAsync(new SliceStep(lease, cursor, tally), settled, now, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return answers;
    }

    private bool IsDeclinedForGood(DebitAttempt attempt, ChannelAnswer answer) =>
        settlement.StopsMethod(attempt.Channel, answer);

    /// <summary>An order that may have been sent before stays in doubt when a call about it was not processed or was refused.</summary>
    private static ChannelAnswer StillInDoubt(ChannelAnswer answer) =>
        answer.Outcome is ChannelOutcome.NotProcessed or ChannelOutcome.NotSent ? answer with { Outcome = ChannelOutcome.Unknown } : answer;

    private async Task<ConcurrentDictionary<string, ChannelAnswer>> AskAsync(
        IReadOnlyList<OpenDebit> batch, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<string, ChannelAnswer>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            batch,
            new ParallelOptions { MaxDegreeOfParallelism = QuestionsAtOnce, CancellationToken = cancellationToken },
            async (open, token) =>
                answers[open.Attempt.OrderNumber] = channels.TryGet(open.Attempt.Channel, out IDebitChannel? channel)
                    ? await channel.AskAsync(open.Attempt.OrderNumber, token)
                    : new ChannelAnswer(ChannelOutcome.Unknown, Detail: "channel not configured"));
        return answers;
    }

    /// <returns>The order numbers that were sent again; their answers replace those to the questions.</returns>
    private async Task<HashSet<string>> SendLostAgainAsync(
        IReadOnlyList<OpenDebit> batch,
        SliceLease lease,
        ConcurrentDictionary<string, ChannelAnswer> answers,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = sources.Time.GetUtcNow();
        List<OpenDebit> lost =
        [
            .. batch.Where(open => answers[open.Attempt.OrderNumber].Outcome == ChannelOutcome.NotFound && IsFinal(open, now)),
        ];
        if (lost.Count == 0)
        {
            return [];
        }

        IReadOnlySet<string> switchesOff = await sources.Store.ReadSwitchesOffAsync(cancellationToken);
        Holds holds = await sources.Book.ReadHoldsAsync(
            [.. lost.Select(open => open.Attempt.CustomerId).Distinct()], sources.Zone.DateAt(now), cancellationToken);
        lost.RemoveAll(open => !MaySend(open.Attempt, switchesOff, holds, now));
        IReadOnlySet<string> marked = await store.MarkLostAsync(
            lease, [.. lost.Select(open => open.Attempt.OrderNumber)], now, cancellationToken);
        DebitAttempt[] again = [.. lost.Select(open => open.Attempt).Where(attempt => marked.Contains(attempt.OrderNumber))];
        var tripwires = new RunTripwires(lease.RunId, sources.Settings);
        foreach ((string orderNumber, ChannelAnswer answer) in await sender.SendAsync(again, tripwires, cancellationToken))
        {
            answers[orderNumber] = answer;
        }

        return [.. again.Select(attempt => attempt.OrderNumber)];
    }

    private bool IsFinal(OpenDebit open, DateTimeOffset now) =>
        directory.TryGet(open.Attempt.Channel, out ChannelSettings? channel) && open.LastSentAt + channel.Finality <= now;

    /// <summary>A hold, a switch or closed hours keep a lost order waiting, as they would a new one.</summary>
    private bool MaySend(DebitAttempt attempt, IReadOnlySet<string> switchesOff, Holds holds, DateTimeOffset now) =>
        directory.TryGet(attempt.Channel, out ChannelSettings? channel)
        && !switchesOff.Contains("debits")
        && !switchesOff.Contains($"channel:{attempt.Channel}")
        && !holds.Cover(attempt.CustomerId, attempt.PlanId)
        && ChannelWindowRule.DecideHours(channel.Window, now).IsOpen;
}
