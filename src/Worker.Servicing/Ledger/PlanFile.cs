namespace Worker.Servicing.Ledger;

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

/// <summary>A ledger entry with everything that is kept of it.</summary>
public sealed record LedgerLine
{
    /// <summary>In the order of entry.</summary>
    public required long EntryId { get; init; }

    public required string Key { get; init; }

    public required long InstallmentId { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Minor units; sign as <see cref="EntryKind"/> says.</summary>
    public required long Amount { get; init; }

    public required DateOnly EffectiveOn { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>The order number of the debit; null for what was not debited.</summary>
    public string? OrderNumber { get; init; }

    public long? ReversesEntryId { get; init; }

    public required string Actor { get; init; }

    /// <summary>Why; for a payment that was not debited, where it came from.</summary>
    public string? Reason { get; init; }
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
/// <param name="ReversedBy">The entry that takes it back; null when none does.</param>
public sealed record InstallmentLedgerLine(LedgerLine Line, long Change, long Balance, long? ReversedBy);

/// <summary>A payment, a waiver or what took one back, with what became of it. Amounts in minor units.</summary>
/// <param name="ReversedBy">The entry that takes it back; null when none does.</param>
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
