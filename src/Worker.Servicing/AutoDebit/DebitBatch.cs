using Worker.Servicing.Ledger;
using Worker.Servicing.Runs;

namespace Worker.Servicing.AutoDebit;

/// <summary>What was read for a batch of candidates, and what the rules say of each.</summary>
public sealed class DebitBatch
{
    private readonly ILookup<long, PastAttempt> attemptsOfInstallment;
    private readonly ILookup<long, PaymentMethod> methodsOfCustomer;

    private DebitBatch(
        ILookup<long, PastAttempt> attempts, ILookup<long, PaymentMethod> methods, Dictionary<long, PlanSnapshot> plans)
    {
        attemptsOfInstallment = attempts;
        methodsOfCustomer = methods;
        Plans = plans;
    }

    /// <summary>The plans of the batch; settlements add their payments here.</summary>
    public Dictionary<long, PlanSnapshot> Plans { get; }

    /// <summary>The attempts to be made, with their candidates.</summary>
    public List<(DebitCandidate Candidate, DebitAttempt Attempt)> Planned { get; } = [];

    /// <summary>Reads what the rules need and lets them decide about each candidate.</summary>
    /// <param name="candidates">About 500, whole customers.</param>
    /// <param name="businessDate">The day the run works for.</param>
    /// <param name="isFallback">True for the round after hard declines: another method is tried at once, whatever the schedule.</param>
    /// <param name="tally">Counts what is not debited, and why.</param>
    public static async Task<DebitBatch> PlanAsync(
        IReadOnlyList<DebitCandidate> candidates,
        DebitSources sources,
        DateOnly businessDate,
        bool isFallback,
        RunTally tally,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = sources.Time.GetUtcNow();
        HashSet<long> customers = [.. candidates.Select(candidate => candidate.CustomerId)];
        ILookup<long, PastAttempt> attempts = await sources.Store.ReadAttemptsOfInstallmentsAsync(
            [.. candidates.Select(candidate => candidate.InstallmentId)], cancellationToken);
        Holds holds = await sources.Book.ReadHoldsAsync(customers, businessDate, cancellationToken);
        ILookup<long, PaymentMethod> methods = await sources.Book.ReadMethodsAsync(customers, cancellationToken);
        var wanted = new List<DebitCandidate>(candidates.Count);
        foreach (DebitCandidate candidate in candidates)
        {
            string? skipped = (isFallback
                ? null
                : sources.Rule.SkippedBySchedule(candidate, methods[candidate.CustomerId], attempts[candidate.InstallmentId], businessDate, now))
                ?? (holds.Cover(candidate.CustomerId, candidate.PlanId) ? "onHold" : null);
            if (skipped is null)
            {
                wanted.Add(candidate);
            }
            else
            {
                tally.Count(skipped);
            }
        }

        IReadOnlyDictionary<long, PlanSnapshot> plans = await sources.Book.ReadPlansAsync(
            [.. wanted.Select(candidate => candidate.PlanId).Distinct()], cancellationToken);
        var batch = new DebitBatch(attempts, methods, new Dictionary<long, PlanSnapshot>(plans));
        await batch.DecideAsync(wanted, sources, businessDate, now, tally, cancellationToken);
        return batch;
    }

    /// <summary>How many attempts of an installment count on a business date, one more for the attempt just made.</summary>
    public int AttemptsOn(DebitCandidate candidate, DateOnly businessDate) =>
        1 + attemptsOfInstallment[candidate.InstallmentId].Count(attempt => !attempt.IsHardDecline && attempt.BusinessDate == businessDate);

    /// <summary>True when the candidate has a method left once these are suspended.</summary>
    public bool HasFallback(DebitCandidate candidate, IReadOnlySet<long> suspended, DateOnly businessDate) =>
        DebitRule.Choose(
            candidate, methodsOfCustomer[candidate.CustomerId].Where(method => !suspended.Contains(method.PaymentMethodId)), businessDate) is not null;

    private async Task DecideAsync(
        List<DebitCandidate> wanted,
        DebitSources sources,
        DateOnly businessDate,
        DateTimeOffset now,
        RunTally tally,
        CancellationToken cancellationToken)
    {
        Dictionary<long, PlanAccount> accounts = Replay(sources.Ledger, tally);
        Dictionary<long, List<DateTimeOffset>> recent = await ReadRecentAsync(wanted, sources, now, cancellationToken);
        IReadOnlySet<string> switchesOff = await sources.Store.ReadSwitchesOffAsync(cancellationToken);
        foreach (DebitCandidate candidate in wanted)
        {
            if (switchesOff.Contains("debits"))
            {
                tally.Count("debitsOff");
                continue;
            }

            if (!accounts.TryGetValue(candidate.PlanId, out PlanAccount? account))
            {
                continue; // Set aside, and said so.
            }

            PlanSnapshot plan = Plans[candidate.PlanId];
            DebitDecision decision = sources.Rule.Decide(
                candidate,
                plan,
                account,
                methodsOfCustomer[candidate.CustomerId],
                method => recent.GetValueOrDefault(method) ?? [],
                switchesOff,
                businessDate,
                now);
            if (decision.Method is not PaymentMethod method)
            {
                Note(decision, tally);
                continue;
            }

            // Counts for the budget at once: another installment of the customer may want the same method.
            if (!recent.TryGetValue(method.PaymentMethodId, out List<DateTimeOffset>? sent))
            {
                recent.Add(method.PaymentMethodId, sent = []);
            }

            sent.Add(now);
            Planned.Add((candidate, Attempt(candidate, plan, method, decision, businessDate, now)));
        }
    }

    private Dictionary<long, PlanAccount> Replay(LedgerRules rules, RunTally tally)
    {
        var accounts = new Dictionary<long, PlanAccount>(Plans.Count);
        foreach ((long planId, PlanSnapshot plan) in Plans)
        {
            if (plan.TryReplay(rules, out PlanAccount? account, out RunError? error))
            {
                accounts.Add(planId, account);
            }
            else
            {
                tally.Note(error);
            }
        }

        return accounts;
    }

    private async Task<Dictionary<long, List<DateTimeOffset>>> ReadRecentAsync(
        List<DebitCandidate> wanted, DebitSources sources, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (sources.Rule.LongestBudgetWindow == TimeSpan.Zero)
        {
            return [];
        }

        ILookup<long, DateTimeOffset> sent = await sources.Store.ReadAttemptsOfMethodsAsync(
            [.. wanted.SelectMany(candidate => methodsOfCustomer[candidate.CustomerId]).Where(method => method.IsActive).Select(method => method.PaymentMethodId).Distinct()],
            now - sources.Rule.LongestBudgetWindow,
            cancellationToken);
        return sent.ToDictionary(method => method.Key, method => method.ToList());
    }

    private static void Note(DebitDecision decision, RunTally tally)
    {
        if (decision.Error is RunError error)
        {
            tally.Note(error);
        }

        if (decision.Skipped is string reason)
        {
            tally.Count(reason);
        }
    }

    private static DebitAttempt Attempt(
        DebitCandidate candidate, PlanSnapshot plan, PaymentMethod method, DebitDecision decision, DateOnly businessDate, DateTimeOffset now)
    {
        int number = plan.Installments.First(installment => installment.InstallmentId == candidate.InstallmentId).Number;
        return new DebitAttempt
        {
            OrderNumber = OrderNumber.New(now),
            InstallmentId = candidate.InstallmentId,
            PlanId = candidate.PlanId,
            CustomerId = candidate.CustomerId,
            PaymentMethodId = method.PaymentMethodId,
            Channel = method.Channel,
            Amount = decision.Amount,
            NoticeNumber = decision.NoticeNumber,
            Token = method.Token,
            Description = $"{plan.PlanReference}-{number}",
            BusinessDate = businessDate,
            SentAt = now,
        };
    }
}
