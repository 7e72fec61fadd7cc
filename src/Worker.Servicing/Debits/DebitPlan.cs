using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Debits;

/// <summary>What is to be tried for a candidate.</summary>
/// <param name="Failure">
/// After a hard decline another method is tried at once, whatever the schedule; this is what the customer is told when that one is lost
/// before it was tried. Null before a hard decline.
/// </param>
/// <param name="ReceiptSoFar">The receipt of the parts that this run has debited already: the next is tried at once; null for none.</param>
/// <param name="PlansAgain">How often it was planned again because what it was decided on moved.</param>
public sealed record DebitTry(DebitCandidate Candidate, OutboxMessage? Failure = null, OutboxMessage? ReceiptSoFar = null, int PlansAgain = 0)
{
    /// <summary>True when it continues a debit that the schedule has already allowed.</summary>
    public bool GoesOn => Failure is not null || ReceiptSoFar is not null;

    /// <summary>The next part, under the same notice, after this attempt succeeded.</summary>
    public DebitTry AfterPart(DebitAttempt attempt, OutboxMessage receipt) => this with
    {
        Candidate = Candidate with
        {
            Notices =
            [
                .. Candidate.Notices
                    .Where(notice => notice.PaymentMethodId != attempt.PaymentMethodId || notice.NoticeNumber == attempt.NoticeNumber)
                    .Select(notice => notice.NoticeNumber == attempt.NoticeNumber ? notice with { Used = notice.Used + attempt.Amount.Minor } : notice),
            ],
        },
        ReceiptSoFar = receipt,
    };
}

/// <summary>What was read for a batch of candidates, and what the rules decided.</summary>
public sealed class DebitPlan
{
    private readonly ILookup<long, EarlierAttempt> attemptsOfInstallment;
    private readonly ILookup<long, PaymentMethod> methodsOfCustomer;

    private DebitPlan(
        ILookup<long, EarlierAttempt> attempts, ILookup<long, PaymentMethod> methods, Dictionary<long, PlanSnapshot> plans)
    {
        attemptsOfInstallment = attempts;
        methodsOfCustomer = methods;
        Plans = plans;
    }

    public Dictionary<long, PlanSnapshot> Plans { get; }

    public List<(DebitTry Try, DecidedDebit Debit)> Planned { get; } = [];

    /// <summary>
    /// What waits for the parts of an older installment on the same method: a balance pays the oldest one in full first. It is
    /// planned again once those are answered.
    /// </summary>
    public List<DebitTry> Postponed { get; } = [];

    /// <summary>
    /// What a budget or a missing notice of its method keeps from being debited. When that method is suspended in the round, the
    /// next one is tried at once.
    /// </summary>
    public List<(DebitTry Try, long PaymentMethodId)> KeptBack { get; } = [];

    /// <param name="tries">About 500, whole customers.</param>
    /// <param name="tally">Counts what is not debited, and why.</param>
    public static async Task<DebitPlan> MakeAsync(
        IReadOnlyList<DebitTry> tries,
        DebitSources sources,
        DateOnly businessDate,
        RunCounters tally,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = sources.Time.GetUtcNow();
        HashSet<long> customers = [.. tries.Select(one => one.Candidate.CustomerId)];
        ILookup<long, EarlierAttempt> attempts = await sources.Store.ReadAttemptsOfInstallmentsAsync(
            [.. tries.Select(one => one.Candidate.InstallmentId)], cancellationToken);
        Holds holds = await sources.Book.ReadHoldsAsync(customers, businessDate, cancellationToken);
        ILookup<long, PaymentMethod> methods = await sources.Book.ReadMethodsAsync(customers, cancellationToken);
        var wanted = new List<DebitTry>(tries.Count);
        foreach (DebitTry one in tries)
        {
            DebitCandidate candidate = one.Candidate;
            string? skipped = (one.GoesOn
                ? null
                : sources.Rule.SkippedBySchedule(candidate, methods[candidate.CustomerId], attempts[candidate.InstallmentId], businessDate, now))
                ?? (holds.Cover(candidate.CustomerId, candidate.PlanId) ? CounterNames.OnHold : null);
            if (skipped is null)
            {
                wanted.Add(one);
            }
            else
            {
                tally.Count(skipped);
            }
        }

        IReadOnlyDictionary<long, PlanSnapshot> plans = await sources.Book.ReadPlansAsync(
            [.. wanted.Select(one => one.Candidate.PlanId).Distinct()], cancellationToken);
        var plan = new DebitPlan(attempts, methods, new Dictionary<long, PlanSnapshot>(plans));
        await plan.DecideAsync(wanted, sources, businessDate, now, tally, cancellationToken);
        return plan;
    }

    /// <summary>How many attempts of an installment count on a business date, one more for the attempt just made.</summary>
    public int AttemptsOn(DebitCandidate candidate, DateOnly businessDate) =>
        1 + attemptsOfInstallment[candidate.InstallmentId].Count(attempt => !attempt.IsHardDecline && attempt.BusinessDate == businessDate);

    /// <summary>True when the candidate has a method left once these are suspended, as far as the methods of its customer were read.</summary>
    public bool HasFallback(DebitCandidate candidate, IReadOnlySet<long> suspended, DateOnly businessDate) =>
        !methodsOfCustomer.Contains(candidate.CustomerId)
        || DebitRule.Choose(
            candidate, methodsOfCustomer[candidate.CustomerId].Where(method => !suspended.Contains(method.PaymentMethodId)), businessDate) is not null;

    private async Task DecideAsync(
        List<DebitTry> wanted,
        DebitSources sources,
        DateOnly businessDate,
        DateTimeOffset now,
        RunCounters tally,
        CancellationToken cancellationToken)
    {
        Dictionary<long, PlanAccount> accounts = Replay(sources.Ledger, tally);
        Dictionary<long, List<DateTimeOffset>> recent = await ReadRecentAsync(wanted, sources, now, cancellationToken);
        IReadOnlySet<string> switchesOff = await sources.Store.ReadSwitchesOffAsync(cancellationToken);
        var inParts = new HashSet<long>();
        foreach (DebitTry one in wanted)
        {
            DebitCandidate candidate = one.Candidate;
            if (switchesOff.Contains(SwitchNames.AllDebits))
            {
                tally.Count(CounterNames.DebitsOff);
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
                if (decision.Skipped != CounterNames.NothingOwed && DebitRule.Choose(candidate, methodsOfCustomer[candidate.CustomerId], businessDate) is PaymentMethod chosen)
                {
                    KeptBack.Add((one, chosen.PaymentMethodId));
                }

                continue;
            }

            if (inParts.Contains(method.PaymentMethodId))
            {
                Postponed.Add(one);
                continue;
            }

            if (decision.Rest > 0)
            {
                inParts.Add(method.PaymentMethodId);
            }

            // Counts for the budget at once: another installment of the customer may want the same method.
            if (!recent.TryGetValue(method.PaymentMethodId, out List<DateTimeOffset>? sent))
            {
                recent.Add(method.PaymentMethodId, sent = []);
            }

            sent.Add(now);
            AttemptFacts facts = AttemptFacts.Of(plan, candidate, method.Mandate) with { DueOn = candidate.DueOn };
            Planned.Add((one, new DecidedDebit(Attempt(one, plan, method, decision, businessDate, now), facts)));
        }
    }

    private Dictionary<long, PlanAccount> Replay(LedgerRules rules, RunCounters tally)
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
        List<DebitTry> wanted, DebitSources sources, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (sources.Rule.LongestBudgetWindow == TimeSpan.Zero)
        {
            return [];
        }

        ILookup<long, DateTimeOffset> sent = await sources.Store.ReadAttemptsOfMethodsAsync(
            [.. wanted.SelectMany(one => methodsOfCustomer[one.Candidate.CustomerId]).Where(method => method.IsActive).Select(method => method.PaymentMethodId).Distinct()],
            now - sources.Rule.LongestBudgetWindow,
            cancellationToken);
        return sent.ToDictionary(method => method.Key, method => method.ToList());
    }

    private static void Note(DebitDecision decision, RunCounters tally)
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
        DebitTry tried, PlanSnapshot plan, PaymentMethod method, DebitDecision decision, DateOnly businessDate, DateTimeOffset now)
    {
        DebitCandidate candidate = tried.Candidate;
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
            Rest = decision.Rest,
            ReceiptSoFar = tried.ReceiptSoFar,
            NoticeNumber = decision.NoticeNumber,
            Token = method.Token,
            Description = $"{plan.PlanReference}-{number}",
            BusinessDate = businessDate,
            SentAt = now,
        };
    }
}

public sealed record DebitSources(
    IAutoDebitStore Store,
    IBookReader Book,
    DebitRule Rule,
    AutoDebitSettings Settings,
    LedgerRules Ledger,
    BusinessZone Zone,
    TimeProvider Time);
