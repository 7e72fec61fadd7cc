using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger.Overdue;

namespace Worker.Servicing.Ledger;

/// <summary>A plan as it was read: its schedule, statuses and ledger.</summary>
/// <param name="Currency">ISO code of every amount in it; may be one the worker does not know.</param>
/// <param name="Statuses">The stored status of each installment, in the same order.</param>
/// <param name="Entries">The ledger, in order of entry.</param>
public sealed record PlanSnapshot(
    long PlanId,
    string PlanReference,
    long CustomerId,
    string Product,
    string Currency,
    IReadOnlyList<Installment> Installments,
    IReadOnlyList<InstallmentStatus> Statuses,
    IReadOnlyList<LedgerEntry> Entries)
{
    /// <summary>0 for an empty ledger.</summary>
    public long NewestEntryId => Entries.Count == 0 ? 0 : Entries[^1].EntryId;

    /// <summary>The account as the ledger makes it; false when a row of the plan breaks a rule, and then why.</summary>
    public bool TryReplay(LedgerRules rules, [NotNullWhen(true)] out PlanAccount? account, [NotNullWhen(false)] out RunError? error)
    {
        account = null;
        error = null;
        if (!Currencies.Currency.TryParse(Currency, out _))
        {
            error = SetAside("unknown-currency", $"The currency '{Currency}' is not one the worker knows.");
            return false;
        }

        try
        {
            account = PlanAccount.Replay(Product, Currency, Installments, Entries, rules.Policies, rules.Order);
            return true;
        }
        catch (Exception broken) when (broken is InvalidLedgerException or OverflowException)
        {
            error = SetAside("invalid-ledger", broken.Message);
            return false;
        }
    }

    /// <summary>The plan as it will be once these entries are in the ledger too.</summary>
    public PlanSnapshot With(IEnumerable<LedgerEntry> entries) => this with { Entries = [.. Entries, .. entries] };

    private RunError SetAside(string code, string detail) => new(code, $"plan {PlanReference}", detail, IsSetAside: true);
}

/// <param name="Number">1 for the plan's first; the plan's oldest installment is the one with the smallest number.</param>
/// <param name="Principal">Scheduled principal in minor units, not negative.</param>
/// <param name="Interest">Scheduled interest in minor units, not negative.</param>
/// <param name="WrittenOffOn">The day it was written off, when it was: no fee accrues after it.</param>
public readonly record struct Installment(
    long InstallmentId,
    int Number,
    DateOnly DueOn,
    long Principal,
    long Interest,
    DateOnly? WrittenOffOn = null)
{
    /// <summary>Principal and interest together, in minor units.</summary>
    public long Scheduled => Principal + Interest;
}

/// <summary>Who is on hold: no debits and no courtesy messages; fees go on.</summary>
public sealed record Holds(IReadOnlySet<long> Customers, IReadOnlySet<long> Plans)
{
    /// <summary>True when the plan or its customer is on hold.</summary>
    public bool Cover(long customerId, long planId) => Customers.Contains(customerId) || Plans.Contains(planId);
}

/// <summary>The limits of the agreement that allows debiting a payment method.</summary>
/// <param name="MaxAmount">The most that one debit may come to, in ten-thousandths of a major unit of the currency debited; null for no limit.</param>
/// <param name="ValidFrom">The first business date of debits; null for no limit.</param>
/// <param name="ValidUntil">The last business date of debits; null for no limit.</param>
public readonly record struct Mandate(long? MaxAmount, DateOnly? ValidFrom, DateOnly? ValidUntil)
{
    private const int Unit = 10_000;

    public static Mandate WithoutLimits { get; }

    public bool IsValidOn(DateOnly businessDate) =>
        (ValidFrom is null || businessDate >= ValidFrom) && (ValidUntil is null || businessDate <= ValidUntil);

    public bool Covers(Money amount) =>
        MaxAmount is not long maximum || (decimal)amount.Minor * Unit / amount.Currency.MinorUnitsPerMajor <= maximum;
}

public sealed record PaymentMethod(long PaymentMethodId, long CustomerId, string Channel, string Token, bool IsActive)
{
    public Mandate Mandate { get; init; } = Mandate.WithoutLimits;

    /// <summary>
    /// Since when it can be debited: when it came, was reactivated or got a new token. Null for a method that was there
    /// before its customer's plans, which is new to none of them.
    /// </summary>
    public DateTimeOffset? ActiveSince { get; init; }

    public override string ToString() => $"method {PaymentMethodId} ({Channel})";
}

public interface IBookReader
{
    /// <summary>Plans with their schedules and ledgers, by key. Keys that don't exist are left out.</summary>
    Task<IReadOnlyDictionary<long, PlanSnapshot>> ReadPlansAsync(IReadOnlyCollection<long> planIds, CancellationToken cancellationToken);

    /// <summary>Payment methods by customer, in order of priority; every status.</summary>
    Task<ILookup<long, PaymentMethod>> ReadMethodsAsync(IReadOnlyCollection<long> customerIds, CancellationToken cancellationToken);

    /// <summary>The customers and plans of these customers that are on hold on a business date.</summary>
    Task<Holds> ReadHoldsAsync(IReadOnlyCollection<long> customerIds, DateOnly businessDate, CancellationToken cancellationToken);
}

/// <summary>What a payment method's status is called in the database and in import files.</summary>
public static class PaymentMethodStatus
{
    public const string Active = "active";

    /// <summary>Not debited until it is bound anew or an operator reactivates it.</summary>
    public const string Suspended = "suspended";

    /// <summary>The customer ended the agreement: it can't be reactivated.</summary>
    public const string Revoked = "revoked";
}
