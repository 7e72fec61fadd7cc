using System.Globalization;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operations;

/// <summary>Reads customers, plans and what belongs to them, one at a time.</summary>
public interface IAccountReader
{
    /// <summary>A customer; null when there is none.</summary>
    Task<CustomerProfile?> FindCustomerAsync(long customerId, CancellationToken cancellationToken);

    /// <summary>Plans of a customer after a key, in the order of keys.</summary>
    Task<IReadOnlyList<PlanTerms>> ReadPlansAsync(long customerId, long after, int count, CancellationToken cancellationToken);

    /// <summary>A plan with its ledger; null when there is none.</summary>
    Task<PlanFile?> FindPlanAsync(long planId, CancellationToken cancellationToken);

    /// <summary>The plan of an installment; null when there is none.</summary>
    Task<long?> FindPlanOfAsync(long installmentId, CancellationToken cancellationToken);

    Task<IReadOnlyList<BoundMethod>> ReadMethodsAsync(long customerId, CancellationToken cancellationToken);

    /// <summary>The holds of a customer and of its plans, newest first, those that ended included.</summary>
    Task<IReadOnlyList<PlacedHold>> ReadHoldsAsync(long customerId, CancellationToken cancellationToken);

    Task<IReadOnlyList<AttemptLine>> ReadAttemptsAsync(long installmentId, CancellationToken cancellationToken);
}

public sealed record CustomerProfile
{
    public required long CustomerId { get; init; }

    public required string Reference { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    /// <summary>A BCP 47 tag.</summary>
    public required string Language { get; init; }

    public required string TimeZone { get; init; }

    /// <summary>Why a mail server refused the address for good; null when none did.</summary>
    public string? BadAddressReason { get; init; }

    /// <summary>When the customer unsubscribed from courtesy messages; null otherwise.</summary>
    public DateTimeOffset? CourtesyOffAt { get; init; }

    /// <summary>The reference alone: names and addresses never reach a log.</summary>
    public override string ToString() => $"customer {Reference}";
}

public sealed record BoundMethod
{
    public required string Reference { get; init; }

    public required string Channel { get; init; }

    /// <summary>What the channel knows it by, whole: never shown so.</summary>
    public required string Token { get; init; }

    public required int Priority { get; init; }

    public required string Status { get; init; }

    /// <summary>Why it has that status; null when it always had.</summary>
    public string? StatusReason { get; init; }

    /// <summary>Since when; null when it always had.</summary>
    public DateTimeOffset? StatusChangedAt { get; init; }

    public override string ToString() => $"method {Reference} ({Channel})";
}

public sealed record PlacedHold
{
    /// <summary>The plan it is on; null for the customer with every plan.</summary>
    public string? PlanReference { get; init; }

    public required string Reason { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>The last business date it holds; null until it is released.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>When it was released; null when it was not.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    public bool IsInForceOn(DateOnly businessDate) => ReleasedAt is null && (Until is null || Until >= businessDate);
}

/// <summary>A debit attempt with every answer of the channel that is kept.</summary>
public sealed record AttemptLine
{
    /// <summary>Its order number.</summary>
    public required string OrderNumber { get; init; }

    public required long RunId { get; init; }

    public required string MethodReference { get; init; }

    public required string Channel { get; init; }

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO code.</summary>
    public required string Currency { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required string State { get; init; }

    /// <summary>What the method was known by, whole: never shown so.</summary>
    public required string Token { get; init; }

    public string? Reference { get; init; }

    public string? DeclineCode { get; init; }

    public string? DeclineCategory { get; init; }

    public string? Detail { get; init; }

    /// <summary>When it was settled; null while it is in doubt.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>How often the channel was asked; null once it is settled.</summary>
    public long? Asks { get; init; }

    /// <summary>How often it was sent again; null once it is settled.</summary>
    public long? Resends { get; init; }

    /// <summary>When the channel is asked next; null once it is settled.</summary>
    public DateTimeOffset? NextAskAt { get; init; }

    public override string ToString() => $"attempt {OrderNumber} ({State})";
}

public interface IAccountSearch
{
    /// <summary>
    /// What has the text as its reference or begins with it: customers, payment methods, plans, payments that were not debited,
    /// order numbers; and the installment <c>plan_ref-number</c>. A few of each kind, in the order of references.
    /// </summary>
    Task<IReadOnlyList<SearchHit>> SearchAsync(string text, CancellationToken cancellationToken);
}

public sealed record SearchHit
{
    /// <summary>What it is: <c>customer</c>, <c>method</c>, <c>plan</c>, <c>installment</c>, <c>payment</c>, <c>order</c>.</summary>
    public required string Kind { get; init; }

    public required string Reference { get; init; }

    public required long CustomerId { get; init; }

    public required string CustomerReference { get; init; }

    /// <summary>The plan it belongs to; null for customers and methods.</summary>
    public long? PlanId { get; init; }

    /// <summary>The installment it belongs to; null for customers, methods and plans.</summary>
    public long? InstallmentId { get; init; }
}

public static class InstallmentSubject
{
    public const string Prefix = "installment ";

    public static string Of(string planReference, int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{planReference}-{number}");
}

/// <summary>The ledger of one installment with what it leaves owed after each line. A pure function of the plan's ledger.</summary>
public static class InstallmentLedger
{
    /// <summary>
    /// The lines that move what the installment owes or were made for it, in the order of entry. A payment counts with what
    /// the replay gave this installment, whichever it was made for, and one that was taken back with nothing: the last
    /// balance is what the account says is outstanding.
    /// </summary>
    public static IReadOnlyList<InstallmentLedgerLine> Of(PlanFile plan, PlanAccount account, long installmentId)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(account);
        Dictionary<long, long> taken = account.Allocations
            .Where(allocation => allocation.InstallmentId == installmentId)
            .GroupBy(allocation => allocation.EntryId)
            .ToDictionary(group => group.Key, group => group.Sum(allocation => allocation.Amount));
        IReadOnlyDictionary<long, LedgerLine> reversals = plan.Reversals;
        long balance = account.Of(installmentId).Installment.Scheduled;
        var lines = new List<InstallmentLedgerLine>();
        foreach (LedgerLine line in plan.Lines)
        {
            long share = taken.GetValueOrDefault(line.EntryId);
            if (line.InstallmentId != installmentId && share == 0)
            {
                continue;
            }

            long change = line.Kind == EntryKind.LateFee ? line.Amount : -share;
            balance += change;
            lines.Add(new InstallmentLedgerLine(line, change, balance, reversals.GetValueOrDefault(line.EntryId)?.EntryId));
        }

        return lines;
    }
}

/// <summary>A line with what it did to an installment. Amounts in minor units.</summary>
/// <param name="ReversedBy">The entry that takes it back; null when it stands.</param>
public sealed record InstallmentLedgerLine(LedgerLine Line, long Change, long Balance, long? ReversedBy);

/// <summary>A ledger entry with everything that is kept of it.</summary>
public sealed record LedgerLine
{
    /// <summary>Its key in the database, in the order of entry.</summary>
    public required long EntryId { get; init; }

    public required string Key { get; init; }

    public required long InstallmentId { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Minor units; sign as <see cref="EntryKind"/> says.</summary>
    public required long Amount { get; init; }

    /// <summary>The day it counts from.</summary>
    public required DateOnly EffectiveOn { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>The order number of the debit; null for what was not debited.</summary>
    public string? OrderNumber { get; init; }

    public long? ReversesEntryId { get; init; }

    public required string Actor { get; init; }

    /// <summary>Why; for a payment that was not debited, where it came from.</summary>
    public string? Reason { get; init; }
}

/// <summary>A plan with all that is kept of its ledger, as of one moment.</summary>
/// <param name="Snapshot">Its schedule and entries; null when a row of it can't be read.</param>
/// <param name="Lines">The ledger, in order of entry.</param>
public sealed record PlanFile(PlanTerms Terms, PlanSnapshot? Snapshot, IReadOnlyList<LedgerLine> Lines)
{
    /// <summary>The entries that were taken back, with what took each back.</summary>
    public IReadOnlyDictionary<long, LedgerLine> Reversals => Lines
        .Where(line => line.ReversesEntryId is not null)
        .GroupBy(line => line.ReversesEntryId!.Value)
        .ToDictionary(group => group.Key, group => group.First());

    /// <summary>The account as the ledger makes it; null when a row of the plan breaks a rule.</summary>
    public PlanAccount? Replay(LedgerRules rules) =>
        Snapshot is not null && Snapshot.TryReplay(rules, out PlanAccount? account, out _) ? account : null;
}

public sealed record PlanTerms
{
    public required long PlanId { get; init; }

    public required string Reference { get; init; }

    public required long CustomerId { get; init; }

    public required string CustomerReference { get; init; }

    public required string Product { get; init; }

    /// <summary>ISO code of every amount in it; may be one the worker does not know.</summary>
    public required string Currency { get; init; }

    /// <summary>Minor units.</summary>
    public required long Principal { get; init; }

    public required DateOnly SignedOn { get; init; }

    public required bool Autopay { get; init; }

    /// <summary>The reference of the designated payment method; null without one.</summary>
    public string? MethodReference { get; init; }
}

/// <summary>A payment, a waiver or what took one back, with what became of it. Amounts in minor units.</summary>
/// <param name="ReversedBy">The entry that takes it back; null when it stands.</param>
public sealed record Repayment(LedgerLine Line, int Number, long LateFees, long Interest, long Principal, long Left, long? ReversedBy)
{
    /// <summary>The repayments of a plan in the order of entry; late fees are not among them.</summary>
    public static IReadOnlyList<Repayment> Of(PlanFile plan, PlanAccount account)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(account);
        Dictionary<long, int> numbers = account.Installments.ToDictionary(one => one.Installment.InstallmentId, one => one.Installment.Number);
        ILookup<long, Allocation> shares = account.Allocations.ToLookup(allocation => allocation.EntryId);
        IReadOnlyDictionary<long, LedgerLine> reversals = plan.Reversals;
        return
        [
            .. from line in plan.Lines
               where line.Kind != EntryKind.LateFee
               let reversedBy = reversals.GetValueOrDefault(line.EntryId)?.EntryId
               let counts = line.Kind != EntryKind.Reversal && reversedBy is null
               select new Repayment(
                   line,
                   numbers.GetValueOrDefault(line.InstallmentId),
                   SumOf(LedgerPart.LateFee, shares[line.EntryId]),
                   SumOf(LedgerPart.Interest, shares[line.EntryId]),
                   SumOf(LedgerPart.Principal, shares[line.EntryId]),
                   counts ? line.Amount - shares[line.EntryId].Sum(share => share.Amount) : 0,
                   reversedBy),
        ];
    }

    private static long SumOf(LedgerPart part, IEnumerable<Allocation> shares) => shares.Where(share => share.Part == part).Sum(share => share.Amount);
}

/// <summary>What a plan owes, in minor units.</summary>
/// <param name="Due">What is unpaid of installments due on the date or before it, posted late fees included.</param>
public sealed record PlanBalance(long Due, long LateFees, long Later, long Credit)
{
    public static PlanBalance Of(PlanAccount account, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(account);
        long due = 0;
        long fees = 0;
        long later = 0;
        foreach (InstallmentAccount installment in account.Installments.Where(one => one.Installment.WrittenOffOn is null))
        {
            if (installment.Installment.DueOn <= asOf)
            {
                due += installment.Outstanding;
                fees += installment.OutstandingFees;
            }
            else
            {
                later += installment.Outstanding;
            }
        }

        return new PlanBalance(due, fees, later, account.Credit);
    }
}

/// <summary>Some rows of a long list that is walked by key: what is added meanwhile moves nothing.</summary>
/// <param name="Next">The key of the last row, after which the next page begins; null on the last page.</param>
public sealed record KeyPage<T>(IReadOnlyList<T> Rows, long? Next)
{
    /// <summary>Makes a page of one row more than it is to have: the last one only tells that there are more.</summary>
    /// <param name="read">The rows, at most <paramref name="size"/> and one.</param>
    public static KeyPage<T> Of(IReadOnlyList<T> read, int size, Func<T, long> keyOf) =>
        read.Count > size ? new([.. read.Take(size)], keyOf(read[size - 1])) : new(read, null);
}
