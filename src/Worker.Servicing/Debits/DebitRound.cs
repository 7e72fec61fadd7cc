using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Debits;

/// <summary>
/// One round of debits: plan, open, send, settle. First tries, next methods after a hard decline, further parts, and orders that
/// never arrived all go through it. Whatever happens in between, an attempt that was opened is in doubt until its channel says
/// what became of it: it is queried by its order number, and never given up.
/// </summary>
public sealed partial class DebitRound(
    DebitSources sources,
    IReconciliationStore doubts,
    IDebitChannels channels,
    ChannelDirectory directory,
    OrderSender sender,
    SettlementRule settlement,
    ISettlementStore settlements,
    MachineClock machine,
    ILogger<DebitRound> logger)
{
    /// <summary>How often a debit whose facts changed is planned again before it is left to the next run.</summary>
    private const int PlansAgain = 3;

    private const int QuestionsAtOnce = 32;

    /// <summary>Debits a batch of candidates, whole customers, until nothing more can be tried now.</summary>
    /// <param name="cursor">How far the slice is done: it moves past the batch with the last round.</param>
    /// <exception cref="RunStoppedException">A channel failed too often, or the run's limit would be passed.</exception>
    public async Task DebitAsync(
        Run run, SliceLease lease, IReadOnlyList<DebitCandidate> batch, long cursor, RunLimits limits, CancellationToken cancellationToken)
    {
        IReadOnlyList<DebitTry> tries = [.. batch.Select(candidate => new DebitTry(candidate))];
        IReadOnlyList<DebitTry> untried = [];
        var tally = new RunCounters();
        tally.Count(CounterNames.Candidates, batch.Count);
        for (; ; tally = new RunCounters())
        {
            DebitPlan plan = await DebitPlan.MakeAsync(tries, sources, run.BusinessDate, tally, cancellationToken);

            DateTimeOffset lookedAt = machine.Now;
            OpenedDebits opened = await OpenAsync(lease, run.BusinessDate, plan, tally, cancellationToken);
            List<(DebitTry Try, DecidedDebit Debit)> open = [.. plan.Planned.Where(planned => opened.Orders.Contains(planned.Debit.Attempt.OrderNumber))];

            Sent sent = await SendAsync(
                lease, run.BusinessDate, [.. open.Select(one => one.Debit)], lookedAt, limits, withdraws: true, cancellationToken);

            // From here on nothing is cancelled: the answers are money and must be written.
            DateTimeOffset now = sources.Time.GetUtcNow();
            await TryReadMovedPlansAsync(lease, run.BusinessDate, plan, [.. open.Select(one => one.Debit)], sent);
            HashSet<long> suspended = [.. open.Select(one => one.Debit.Attempt).Where(attempt => IsDeclinedForGood(attempt, sent.Answers)).Select(attempt => attempt.PaymentMethodId)];
            (List<Settlement> settled, List<DebitTry> again) = Settle(plan, open, sent, suspended, run.BusinessDate, now);
            again.AddRange(plan.Postponed);
            (untried, List<OutboxMessage> failures) = Untried([.. untried, .. tries], plan, open, sent, suspended, run.BusinessDate);
            List<DebitTry> moved =
            [
                .. plan.Planned
                    .Where(planned => planned.Try.PlansAgain < PlansAgain && IsMoved(planned.Debit, opened, sent))
                    .Select(planned => planned.Try with { PlansAgain = planned.Try.PlansAgain + 1 }),
            ];
            bool isLast = again.Count == 0 && moved.Count == 0;
            string? stop = limits.Reason ?? OverLimit(opened);
            bool isComplete = stop is null && !cancellationToken.IsCancellationRequested;

            // A batch that broke off is done again from its beginning: what it skipped is counted then.
            await settlements.SettleAsync(
                new SliceStep(lease, isComplete && isLast ? batch[^1].CustomerId : cursor, isComplete ? tally : new RunCounters()),
                settled,
                failures,
                now,
                CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (stop is not null)
            {
                throw new RunStoppedException(stop);
            }

            if (isLast)
            {
                return;
            }

            tries = await PlanAgainAsync(run, batch, again, moved, cancellationToken);
        }
    }

    /// <summary>Settles what the previous worker of a slice left in doubt, before anything new is sent.</summary>
    public async Task SettleLeftBehindAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenDebit> open = await doubts.ReadOfRunAsync(run.RunId, lease.Left, cancellationToken);
        foreach (OpenDebit[] batch in open.Chunk(sources.Settings.BatchSize))
        {
            await ReconcileAsync(batch, lease, lease.Left.After, cancellationToken);
        }
    }

    /// <summary>
    /// Queries orders, resends those that certainly never arrived and may still be sent, and settles all of them with the step of
    /// the slice.
    /// </summary>
    /// <returns>What the channels said, by order number; of what was sent again, the answer to that.</returns>
    public async Task<IReadOnlyDictionary<string, ChannelAnswer>> ReconcileAsync(
        IReadOnlyList<OpenDebit> batch, SliceLease lease, long cursor, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, ChannelAnswer> answers = await QueryStatusesAsync(batch, cancellationToken);
        DateTimeOffset now = sources.Time.GetUtcNow();
        DateOnly businessDate = sources.Zone.DateAt(now);
        List<OpenDebit> lost =
        [
            .. batch.Where(open => open.State.IsInDoubt() && answers[open.Attempt.OrderNumber].Outcome == ChannelOutcome.NotFound && IsFinal(open, now)),
        ];

        List<DecidedDebit> planned = await PlanResendsAsync(lost, businessDate, now, cancellationToken);

        DateTimeOffset lookedAt = machine.Now;
        IReadOnlySet<string> reopened = planned.Count == 0
            ? new HashSet<string>()
            : await doubts.ReopenAsync(lease, businessDate, planned, now, machine.Now, cancellationToken);
        DecidedDebit[] resends = [.. planned.Where(debit => reopened.Contains(debit.Attempt.OrderNumber))];

        Sent sent = await SendAsync(
            lease, businessDate, resends, lookedAt, new RunLimits(lease.RunId, sources.Settings), withdraws: false, cancellationToken);
        foreach ((string orderNumber, ChannelAnswer answer) in sent.Answers)
        {
            answers[orderNumber] = answer;
        }

        now = sources.Time.GetUtcNow();
        List<Settlement> settled = await SettleAsync(batch, answers, [.. lost.Select(open => open.Attempt.OrderNumber)], reopened, now);
        var tally = new RunCounters();
        tally.Count(CounterNames.Asked, batch.Count);
        tally.Count(CounterNames.SentAgain, resends.Length);
        await settlements.SettleAsync(new SliceStep(lease, cursor, tally), settled, [], now, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return answers;
    }

    private async Task<OpenedDebits> OpenAsync(
        SliceLease lease, DateOnly businessDate, DebitPlan plan, RunCounters tally, CancellationToken cancellationToken)
    {
        if (plan.Planned.Count == 0)
        {
            return new OpenedDebits(new HashSet<string>(), new HashSet<string>(), 0, null);
        }

        DateTimeOffset now = sources.Time.GetUtcNow();
        DateTimeOffset sentAt = plan.Planned[0].Debit.Attempt.SentAt;
        OpenedDebits opened = await sources.Store.OpenAttemptsAsync(
            lease,
            businessDate,
            [.. plan.Planned.Select(planned => planned.Debit)],
            sources.Settings.MaxRunAmount,
            StatusQuerySchedule.NextAsk(sentAt, sentAt),
            now,
            cancellationToken);
        tally.Count(CounterNames.Moved, opened.Moved.Count);
        tally.Count(CounterNames.Blocked, opened.Blocked);
        return opened;
    }

    /// <summary>
    /// Sends orders, and keeps checking the facts of those that wait: one whose facts changed is withdrawn and never sent.
    /// </summary>
    /// <param name="withdraws">Whether a withdrawn order is written down as such; one that was sent before stays in doubt.</param>
    private async Task<Sent> SendAsync(
        SliceLease lease,
        DateOnly businessDate,
        IReadOnlyList<DecidedDebit> debits,
        DateTimeOffset lookedAt,
        RunLimits limits,
        bool withdraws,
        CancellationToken cancellationToken)
    {
        using var underWay = new OrdersUnderWay(debits, lookedAt, machine, cancellationToken);
        var written = new HashSet<string>(StringComparer.Ordinal);
        Task sending = sender.SendAsync(debits, underWay, limits, cancellationToken);
        try
        {
            while (await underWay.IsLookDueAsync(sending))
            {
                await WithdrawMovedAsync(lease, businessDate, underWay, cancellationToken);
                Settlement[] withdrawn = withdraws
                    ? [.. underWay.Moved.Where(attempt => !written.Contains(attempt.OrderNumber)).Select(settlement.Withdraw)]
                    : [];
                if (withdrawn.Length > 0)
                {
                    await settlements.SettleAsync(
                        new SliceStep(lease, lease.Left.After, new RunCounters()), withdrawn, [], sources.Time.GetUtcNow(), CancellationToken.None);
                    written.UnionWith(withdrawn.Select(one => one.Attempt.OrderNumber));
                }
            }
        }
        catch
        {
            underWay.WithdrawAll();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await sending;
        return new Sent(underWay.Answers, underWay.Moved.Select(attempt => attempt.OrderNumber).ToHashSet(StringComparer.Ordinal), written);
    }

    private async Task WithdrawMovedAsync(
        SliceLease lease, DateOnly businessDate, OrdersUnderWay underWay, CancellationToken cancellationToken)
    {
        IReadOnlyList<DecidedDebit> unanswered = underWay.Unanswered;
        DateTimeOffset lookedAt = machine.Now;
        try
        {
            IReadOnlySet<string> unmoved = await sources.Store.FindUnmovedAsync(lease, businessDate, unanswered, cancellationToken);
            underWay.Withdraw(unanswered.Select(debit => debit.Attempt.OrderNumber).Where(number => !unmoved.Contains(number)));
            underWay.Looked(lookedAt);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            underWay.LookFailed();
        }
        catch (Exception failure) when (failure is not LeaseLostException)
        {
            // Waiting orders are not sent before the next check.
            LogLook(failure, lease.RunId, lease.Number);
            underWay.LookFailed();
        }
    }

    /// <summary>Settlements of first sendings, and the candidates with another method or another part to try at once.</summary>
    private (List<Settlement> Settled, List<DebitTry> Again) Settle(
        DebitPlan plan,
        List<(DebitTry Try, DecidedDebit Debit)> open,
        Sent sent,
        HashSet<long> suspended,
        DateOnly businessDate,
        DateTimeOffset now)
    {
        var settled = new List<Settlement>(open.Count);
        var again = new List<DebitTry>();
        foreach ((DebitTry tried, DecidedDebit debit) in open)
        {
            DebitAttempt attempt = debit.Attempt;
            if (sent.Written.Contains(attempt.OrderNumber))
            {
                continue;
            }

            if (sent.Moved.Contains(attempt.OrderNumber))
            {
                settled.Add(settlement.Withdraw(attempt));
                continue;
            }

            // No method that this round suspends, for whichever attempt, is there to fall back on.
            bool hasFallback = IsDeclinedForGood(attempt, sent.Answers) && plan.HasFallback(tried.Candidate, suspended, businessDate);
            Settlement one = settlement.Settle(
                attempt,
                AttemptState.Unknown,
                sent.Answers[attempt.OrderNumber],
                plan.Plans,
                plan.AttemptsOn(tried.Candidate, businessDate),
                hasFallback,
                now);
            settled.Add(one);
            if (hasFallback)
            {
                // What another method pays has a receipt of its own.
                again.Add(tried with
                {
                    Failure = SettlementRule.Failure(attempt, sent.Answers[attempt.OrderNumber], plan.Plans[attempt.PlanId]),
                    ReceiptSoFar = null,
                });
            }
            else if (one.State == AttemptState.Succeeded && attempt.Rest > 0)
            {
                again.Add(tried.AfterPart(attempt, one.JoinedReceipt ?? one.Messages.First(message => message.Kind == MessageKind.Receipt)));
            }
        }

        again.AddRange(plan.KeptBack
            .Where(one => suspended.Contains(one.PaymentMethodId) && plan.HasFallback(one.Try.Candidate, suspended, businessDate))
            .Select(one => one.Try));
        return (settled, again);
    }

    /// <summary>
    /// Of what was declined for good and not tried on another method so far: what still has one, and the messages for the rest, whose last
    /// attempt that decline was.
    /// </summary>
    private (IReadOnlyList<DebitTry> Untried, List<OutboxMessage> Failures) Untried(
        DebitTry[] tries,
        DebitPlan plan,
        List<(DebitTry Try, DecidedDebit Debit)> open,
        Sent sent,
        HashSet<long> suspended,
        DateOnly businessDate)
    {
        HashSet<long> tried =
        [
            .. open
                .Select(one => one.Debit.Attempt)
                .Where(attempt => sent.Answers[attempt.OrderNumber].Outcome is not (ChannelOutcome.NotSent or ChannelOutcome.NotProcessed))
                .Select(attempt => attempt.InstallmentId),
        ];
        ILookup<bool, DebitTry> byMethod = tries
            .Where(one => one.Failure is not null && !tried.Contains(one.Candidate.InstallmentId))
            .DistinctBy(one => one.Candidate.InstallmentId)
            .ToLookup(one => plan.HasFallback(one.Candidate, suspended, businessDate));
        return ([.. byMethod[true]], [.. byMethod[false].Select(one => one.Failure!)]);
    }

    /// <summary>
    /// What was committed while an order was under way counts for the installment's status and for whether the plan is closed. Where it
    /// can't be read, the answers are written all the same: <c>mark-overdue</c> derives statuses again, and nobody derives an answer.
    /// </summary>
    private async Task TryReadMovedPlansAsync(SliceLease lease, DateOnly businessDate, DebitPlan plan, DecidedDebit[] debits, Sent sent)
    {
        try
        {
            await ReadMovedPlansAsync(lease, businessDate, plan, debits, sent);
        }
        catch (Exception failure) when (failure is not LeaseLostException)
        {
            LogPlansUnread(failure, lease.RunId, lease.Number);
        }
    }

    private async Task ReadMovedPlansAsync(SliceLease lease, DateOnly businessDate, DebitPlan plan, DecidedDebit[] debits, Sent sent)
    {
        DecidedDebit[] paid = Array.FindAll(debits, debit => sent.Answers[debit.Attempt.OrderNumber].Outcome == ChannelOutcome.Succeeded);
        if (paid.Length == 0)
        {
            return;
        }

        IReadOnlySet<string> unmoved = await sources.Store.FindUnmovedAsync(lease, businessDate, paid, CancellationToken.None);
        long[] moved = [.. paid.Where(debit => !unmoved.Contains(debit.Attempt.OrderNumber)).Select(debit => debit.Attempt.PlanId).Distinct()];
        if (moved.Length > 0)
        {
            foreach ((long planId, PlanSnapshot now) in await sources.Book.ReadPlansAsync(moved, CancellationToken.None))
            {
                plan.Plans[planId] = now;
            }
        }
    }

    /// <summary>Settlements of queries and resends.</summary>
    private async Task<List<Settlement>> SettleAsync(
        IReadOnlyList<OpenDebit> batch,
        ConcurrentDictionary<string, ChannelAnswer> answers,
        HashSet<string> lost,
        IReadOnlySet<string> reopened,
        DateTimeOffset now)
    {
        var plans = new Dictionary<long, PlanSnapshot>(await sources.Book.ReadPlansAsync(
            [.. batch.Select(open => open.Attempt.PlanId).Distinct()], CancellationToken.None));
        ILookup<long, EarlierAttempt> attempts = await sources.Store.ReadAttemptsOfInstallmentsAsync(
            [.. batch.Select(open => open.Attempt.InstallmentId)], CancellationToken.None);
        ILookup<long, PaymentMethod> methods = await sources.Book.ReadMethodsAsync(
            [.. batch.Select(open => open.Attempt.CustomerId).Distinct()], CancellationToken.None);
        HashSet<long> suspended = [.. batch.Select(open => open.Attempt).Where(attempt => IsDeclinedForGood(attempt, answers)).Select(attempt => attempt.PaymentMethodId)];
        var settled = new List<Settlement>(batch.Count);
        foreach (OpenDebit open in batch)
        {
            DebitAttempt attempt = open.Attempt;
            ChannelAnswer answer = answers[attempt.OrderNumber];
            bool isReopened = reopened.Contains(attempt.OrderNumber);
            bool isLost = lost.Contains(attempt.OrderNumber) && answer.Outcome is ChannelOutcome.NotFound or ChannelOutcome.NotProcessed or ChannelOutcome.NotSent;
            Settlement one = settlement.Settle(
                attempt,
                isReopened ? AttemptState.Unknown : open.State,
                isLost ? answer with { Outcome = ChannelOutcome.NotFound } : answer,
                plans,
                attempts[attempt.InstallmentId].Count(past => !past.IsHardDecline && past.BusinessDate == attempt.BusinessDate),
                DebitRule.Choose(
                    open.Candidate, methods[attempt.CustomerId].Where(method => !suspended.Contains(method.PaymentMethodId)), sources.Zone.DateAt(now)) is not null,
                now);
            settled.Add(one.State.IsInDoubt()
                ? one with
                {
                    State = isLost ? AttemptState.Lost : one.State,
                    NextAskAt = StatusQuerySchedule.NextAsk(isReopened ? now : open.LastSentAt, now),
                    Error = isLost && IsTooLate(open, now) ? ResendRule.TooLate(attempt) : one.Error,
                }
                : one);
        }

        return settled;
    }

    private async Task<ConcurrentDictionary<string, ChannelAnswer>> QueryStatusesAsync(
        IReadOnlyList<OpenDebit> batch, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<string, ChannelAnswer>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            batch,
            new ParallelOptions { MaxDegreeOfParallelism = QuestionsAtOnce, CancellationToken = cancellationToken },
            async (open, token) =>
                answers[open.Attempt.OrderNumber] = channels.TryGet(open.Attempt.Channel, out IDebitChannel? channel)
                    ? await channel.QueryStatusAsync(open.Attempt.OrderNumber, token)
                    : new ChannelAnswer(ChannelOutcome.Unknown, Detail: "channel not configured"));
        return answers;
    }

    /// <summary>
    /// The orders that may be sent again: at least their amount is still owed, and nothing would keep a new debit from being
    /// sent.
    /// </summary>
    private async Task<List<DecidedDebit>> PlanResendsAsync(
        List<OpenDebit> lost, DateOnly businessDate, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (lost.Count == 0)
        {
            return [];
        }

        long[] customers = [.. lost.Select(open => open.Attempt.CustomerId).Distinct()];
        IReadOnlySet<string> switchesOff = await sources.Store.ReadSwitchesOffAsync(cancellationToken);
        Holds holds = await sources.Book.ReadHoldsAsync(customers, businessDate, cancellationToken);
        ILookup<long, PaymentMethod> methods = await sources.Book.ReadMethodsAsync(customers, cancellationToken);
        IReadOnlyDictionary<long, PlanSnapshot> plans = await sources.Book.ReadPlansAsync(
            [.. lost.Select(open => open.Attempt.PlanId).Distinct()], cancellationToken);
        return
        [
            .. lost
                .Where(open => directory.TryGet(open.Attempt.Channel, out ChannelSettings? channel)
                    && ResendRule.MaySend(open, channel, switchesOff, holds, methods[open.Attempt.CustomerId], businessDate, now)
                    && plans[open.Attempt.PlanId].TryReplay(sources.Ledger, out PlanAccount? account, out _)
                    && sources.Rule.Owed(account.Of(open.Attempt.InstallmentId), businessDate) >= open.Attempt.Amount.Minor)
                .Select(open => new DecidedDebit(open.Attempt, AttemptFacts.Of(
                    plans[open.Attempt.PlanId],
                    open.Candidate,
                    methods[open.Attempt.CustomerId].First(method => method.PaymentMethodId == open.Attempt.PaymentMethodId).Mandate))),
        ];
    }

    /// <summary>What is tried next: continuing debits, and candidates whose facts changed, read again.</summary>
    private async Task<IReadOnlyList<DebitTry>> PlanAgainAsync(
        Run run, IReadOnlyList<DebitCandidate> batch, List<DebitTry> goingOn, List<DebitTry> moved, CancellationToken cancellationToken)
    {
        Dictionary<long, DebitTry> tries = moved.ToDictionary(one => one.Candidate.InstallmentId);
        IReadOnlyList<DebitCandidate> candidates = moved.Count == 0 ? [] : await sources.Store.ReadCandidatesAsync(
            AutoDebitQuery.For(run.BusinessDate, sources.Settings), new KeyRange(batch[0].CustomerId - 1, batch[^1].CustomerId), cancellationToken);
        return
        [
            .. candidates
                .Where(candidate => tries.ContainsKey(candidate.InstallmentId))
                .Select(candidate => tries[candidate.InstallmentId] with { Candidate = candidate })
                .Concat(goingOn)
                .OrderBy(one => one.Candidate.CustomerId)
                .ThenBy(one => one.Candidate.DueOn)
                .ThenBy(one => one.Candidate.InstallmentId),
        ];
    }

    private static bool IsMoved(DecidedDebit debit, OpenedDebits opened, Sent sent) =>
        opened.Moved.Contains(debit.Attempt.OrderNumber) || sent.Moved.Contains(debit.Attempt.OrderNumber);

    private bool IsFinal(OpenDebit open, DateTimeOffset now) =>
        directory.TryGet(open.Attempt.Channel, out ChannelSettings? channel) && open.LastSentAt + channel.Finality <= now;

    private bool IsTooLate(OpenDebit open, DateTimeOffset now) =>
        directory.TryGet(open.Attempt.Channel, out ChannelSettings? channel) && !ResendRule.IsWithinTime(open, channel, now);

    private bool IsDeclinedForGood(DebitAttempt attempt, IReadOnlyDictionary<string, ChannelAnswer> answers) =>
        directory.StopsMethod(attempt.Channel, attempt.Amount, answers[attempt.OrderNumber]);

    private string? OverLimit(OpenedDebits opened) => opened.LimitedCurrency is string currency
        ? $"the run's debits would pass its limit of {new Money(sources.Settings.MaxRunAmount[currency], Currency.Parse(currency))}"
        : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slice {Slice} of run {RunId}: nobody could look whether its open orders may still be sent; they wait")]
    private partial void LogLook(Exception failure, long runId, int slice);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slice {Slice} of run {RunId}: plans could not be read again after sending; the answers are written, statuses may be old until the next mark-overdue")]
    private partial void LogPlansUnread(Exception failure, long runId, int slice);

    /// <param name="Moved">The orders that were withdrawn because what they were decided on moved.</param>
    /// <param name="Written">Those of them that are written down already.</param>
    private sealed record Sent(IReadOnlyDictionary<string, ChannelAnswer> Answers, IReadOnlySet<string> Moved, IReadOnlySet<string> Written);
}
