using Worker.Servicing.Channels;
using Worker.Servicing.Reconciliation;
using Worker.Servicing.Runs;

namespace Worker.Servicing.AutoDebit;

/// <summary>
/// Debits what is due. Per batch: attempts are written, then sent, then their answers are written. Whatever happens in
/// between, an attempt that was written is in doubt until the channel has said what became of it.
/// </summary>
/// <param name="sender">Sends orders.</param>
/// <param name="doubts">Asks about what a worker before us left behind.</param>
public sealed class AutoDebitJob(
    DebitSources sources,
    DebitSender sender,
    SettlementRule settlement,
    ISettlementStore settlements,
    DoubtResolver doubts,
    RunSettings runs) : IJob
{
    private readonly Lock gate = new();
    private RunTripwires? latest;

    public string Name => JobList.AutoDebit;

    public async Task<IReadOnlyList<KeyRange>> CutAsync(Run run, RunTally tally, CancellationToken cancellationToken) =>
        KeyRange.Between(await sources.Store.CutAsync(AutoDebitQuery.For(run.BusinessDate, sources.Settings), runs.SliceSize, cancellationToken));

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        RunTripwires tripwires = TripwiresOf(run);
        if (lease.IsTakenOver)
        {
            await doubts.ResolveLeftBehindAsync(run, lease, cancellationToken);
        }

        IReadOnlyList<DebitCandidate> candidates = await sources.Store.ReadCandidatesAsync(
            AutoDebitQuery.For(run.BusinessDate, sources.Settings), lease.Left, cancellationToken);
        long cursor = lease.Left.After;
        foreach (IReadOnlyList<DebitCandidate> batch in Batches.ByKey(candidates, candidate => candidate.CustomerId, sources.Settings.BatchSize))
        {
            cursor = await WorkBatchAsync(run, lease, batch, cursor, tripwires, cancellationToken);
        }
    }

    public async Task PreviewAsync(Run run, RunTally tally, CancellationToken cancellationToken)
    {
        AutoDebitQuery query = AutoDebitQuery.For(run.BusinessDate, sources.Settings);
        foreach (KeyRange range in await CutAsync(run, tally, cancellationToken))
        {
            IReadOnlyList<DebitCandidate> candidates = await sources.Store.ReadCandidatesAsync(query, range, cancellationToken);
            foreach (IReadOnlyList<DebitCandidate> batch in Batches.ByKey(candidates, candidate => candidate.CustomerId, sources.Settings.BatchSize))
            {
                DebitBatch planned = await DebitBatch.PlanAsync(batch, sources, run.BusinessDate, isFallback: false, tally, cancellationToken);
                tally.Count("candidates", batch.Count);
                foreach ((_, DebitAttempt attempt) in planned.Planned)
                {
                    tally.Count(PreviewCounters.ToDebit, attempt.Amount);
                    tally.Count(PreviewCounters.ToDebitBy(attempt.Channel), attempt.Amount);
                }
            }
        }
    }

    /// <summary>Works through one batch, in rounds: after hard declines the next method is tried at once.</summary>
    /// <returns>The cursor after it.</returns>
    private async Task<long> WorkBatchAsync(
        Run run, SliceLease lease, IReadOnlyList<DebitCandidate> batch, long cursor, RunTripwires tripwires, CancellationToken cancellationToken)
    {
        IReadOnlyList<DebitCandidate> round = batch;
        bool isFallback = false;
        while (round.Count > 0)
        {
            var tally = new RunTally();
            tally.Count("candidates", isFallback ? 0 : batch.Count);
            DebitBatch planned = await DebitBatch.PlanAsync(round, sources, run.BusinessDate, isFallback, tally, cancellationToken);
            DebitCandidate[] fallbacks = await DebitAsync(lease, planned, tripwires, tally, cancellationToken, next => next ? cursor : batch[^1].CustomerId);
            cancellationToken.ThrowIfCancellationRequested();
            if (tripwires.Reason is string reason)
            {
                throw new RunStoppedException(reason);
            }

            round = fallbacks;
            isFallback = true;
        }

        return batch[^1].CustomerId;
    }

    /// <summary>The three steps: write, send, write.</summary>
    /// <returns>The candidates whose next method is to be tried at once.</returns>
    private async Task<DebitCandidate[]> DebitAsync(
        SliceLease lease,
        DebitBatch batch,
        RunTripwires tripwires,
        RunTally tally,
        CancellationToken cancellationToken,
        Func<bool, long> cursorWhenMore)
    {
        List<(DebitCandidate Candidate, DebitAttempt Attempt)> planned = await tripwires.OpenAsync(
            () => sources.Store.ReadDebitedAsync(lease.RunId, cancellationToken),
            () => OpenAsync(lease, batch, tripwires, tally, cancellationToken),
            cancellationToken);
        IReadOnlyDictionary<string, ChannelAnswer> answers =
            await sender.SendAsync([.. planned.Select(plan => plan.Attempt)], tripwires, cancellationToken);

        // From here on nothing may be left unwritten for want of time: the answers are money.
        DateTimeOffset now = sources.Time.GetUtcNow();
        HashSet<long> suspended =
        [
            .. planned.Select(plan => plan.Attempt).Where(attempt => IsDeclinedForGood(attempt, answers[attempt.OrderNumber])).Select(attempt => attempt.PaymentMethodId),
        ];
        var settled = new List<Settlement>(planned.Count);
        var fallbacks = new List<DebitCandidate>();
        foreach ((DebitCandidate candidate, DebitAttempt attempt) in planned)
        {
            Settlement outcome = Settle(batch, candidate, attempt, answers[attempt.OrderNumber], suspended, now);
            settled.Add(outcome);
            if (outcome.SuspendsMethod && batch.HasFallback(candidate, suspended, attempt.BusinessDate))
            {
                fallbacks.Add(candidate);
            }

            if (outcome.State is not AttemptState.Succeeded && !outcome.State.IsInDoubt())
            {
                tripwires.Release(attempt.Amount);
            }
        }

        bool isComplete = tripwires.Reason is null && !cancellationToken.IsCancellationRequested;
        long cursor = cursorWhenMore(fallbacks.Count > 0 || !isComplete);

        // A batch that broke off is looked at again from its beginning: what it skipped is counted then.
        await settlements.SettleAsync(new SliceStep(lease, cursor, isComplete ? tally : new RunTally()), settled, now, CancellationToken.None);
        return [.. fallbacks];
    }

    /// <summary>Writes the attempts that may be sent, and tells which those are.</summary>
    private async Task<List<(DebitCandidate Candidate, DebitAttempt Attempt)>> OpenAsync(
        SliceLease lease, DebitBatch batch, RunTripwires tripwires, RunTally tally, CancellationToken cancellationToken)
    {
        var planned = batch.Planned.Where(plan => tripwires.TryReserve(plan.Attempt.Amount)).ToList();
        if (planned.Count == 0)
        {
            return planned;
        }

        IReadOnlySet<string> opened = await sources.Store.OpenAttemptsAsync(
            lease,
            [.. planned.Select(plan => plan.Attempt)],
            AskSchedule.NextAsk(planned[0].Attempt.SentAt, planned[0].Attempt.SentAt),
            sources.Time.GetUtcNow(),
            cancellationToken);
        tally.Count("blocked", planned.Count - opened.Count);
        planned.RemoveAll(plan => !opened.Contains(plan.Attempt.OrderNumber));
        return planned;
    }

    // Suspended is every method that this round suspends, whichever attempt did it: none of them is there to fall back on.
    private Settlement Settle(
        DebitBatch batch, DebitCandidate candidate, DebitAttempt attempt, ChannelAnswer answer, HashSet<long> suspended, DateTimeOffset now) =>
        settlement.Settle(
            attempt,
            answer,
            batch.Plans,
            batch.AttemptsOn(candidate, attempt.BusinessDate),
            IsDeclinedForGood(attempt, answer) && batch.HasFallback(candidate, suspended, attempt.BusinessDate),
            now);

    private bool IsDeclinedForGood(DebitAttempt attempt, ChannelAnswer answer) =>
        settlement.StopsMethod(attempt.Channel, answer);

    private RunTripwires TripwiresOf(Run run)
    {
        lock (gate)
        {
            return latest?.RunId == run.RunId ? latest : latest = new RunTripwires(run.RunId, sources.Settings);
        }
    }
}
