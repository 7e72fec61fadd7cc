using Worker.Servicing.Calendar;

namespace Worker.Servicing.Operations;

/// <summary>Places and releases holds: no debits and no courtesy messages while one lasts; late fees go on.</summary>
public sealed class PlaceHold(IHoldStore store, OrdersStillOpen ordersStillOpen, BusinessZone zone, TimeProvider time)
{
    /// <summary>Puts a plan or a customer on hold; where one is, its last day becomes the one given.</summary>
    /// <param name="until">The last business date it holds; null until it is released.</param>
    /// <exception cref="OperationRefusedException">Nothing has that reference, or the last day is over.</exception>
    public async Task<OperationOutcome> HoldAsync(
        HoldSubject subject, string reference, DateOnly? until, OperatorNote note, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateOnly businessDate = zone.DateAt(now);
        if (until < businessDate)
        {
            throw new OperationRefusedException($"A hold until {until:yyyy-MM-dd} would be over: it is {businessDate:yyyy-MM-dd}.") { Refusal = RefusalReason.WrongDay };
        }

        HoldChange change = await store.HoldAsync(new HoldRequest(subject, reference, businessDate, until), note, now, cancellationToken)
            ?? throw Unknown(subject, reference);
        string named = $"{Capitalised(subject)} {reference}";
        OperationOutcome outcome = change switch
        {
            { Changed: false } => new OperationOutcome(false, $"{named} is on hold already, {Described(change.Before!)}."),
            { Before: HoldInForce before } => new OperationOutcome(true, $"{named} is now on hold {Until(until)}; it was on hold {Described(before)}."),
            _ => new OperationOutcome(true, $"{named} is on hold {Until(until)}."),
        };
        var filter = subject == HoldSubject.Plan ? new OpenOrderFilter { PlanReference = reference } : new OpenOrderFilter { CustomerReference = reference };
        return await ordersStillOpen.WarnAsync(outcome, filter, cancellationToken);
    }

    /// <exception cref="OperationRefusedException">Nothing has that reference.</exception>
    public async Task<OperationOutcome> ReleaseAsync(HoldSubject subject, string reference, OperatorNote note, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        HoldChange change = await store.ReleaseAsync(new HoldRequest(subject, reference, zone.DateAt(now)), note, now, cancellationToken)
            ?? throw Unknown(subject, reference);
        string said = change.Changed
            ? $"{Capitalised(subject)} {reference} is released; it was on hold {Described(change.Before!)}."
            : $"{Capitalised(subject)} {reference} is not on hold.";
        return new OperationOutcome(change.Changed, change.IsCustomerHeld ? $"{said} Its customer is on hold, and so the plan stays held." : said);
    }

    private static OperationRefusedException Unknown(HoldSubject subject, string reference) =>
        new($"There is no {subject.Name()} '{reference}'.") { Refusal = RefusalReason.Unknown };

    private static string Capitalised(HoldSubject subject) => subject == HoldSubject.Plan ? "Plan" : "Customer";

    private static string Described(HoldInForce hold) => $"{Until(hold.Until)}, by {hold.Actor}: {hold.Reason}";

    private static string Until(DateOnly? until) => until is null ? "until released" : $"until {until:yyyy-MM-dd}";
}

public enum HoldSubject
{
    Plan = 1,

    /// <summary>A customer with every plan, those to come included.</summary>
    Customer,
}

/// <summary>Names of the subjects as they stand on the command line and in the audit log.</summary>
public static class HoldSubjects
{
    public static string Name(this HoldSubject subject) => subject switch
    {
        HoldSubject.Plan => "plan",
        HoldSubject.Customer => "customer",
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, null),
    };
}

/// <summary>Places and releases holds, each in one transaction with its line in the audit log.</summary>
public interface IHoldStore
{
    /// <summary>
    /// Puts a plan or a customer on hold. A hold in force with the same last day stays as it is; one with another last day
    /// is released for the new one.
    /// </summary>
    /// <returns>What was found and done; null when nothing has that reference.</returns>
    Task<HoldChange?> HoldAsync(HoldRequest request, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Releases every hold in force on a plan or a customer.</summary>
    /// <returns>What was found and done; null when nothing has that reference.</returns>
    Task<HoldChange?> ReleaseAsync(HoldRequest request, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <param name="BusinessDate">The day on which a hold is in force or not.</param>
/// <param name="Until">The last business date of a new hold; null for one without end.</param>
public sealed record HoldRequest(HoldSubject Subject, string Reference, DateOnly BusinessDate, DateOnly? Until = null);

public sealed record HoldChange(bool Changed, HoldInForce? Before, bool IsCustomerHeld);

/// <param name="Until">Its last business date; null for one without end.</param>
public sealed record HoldInForce(DateOnly? Until, string Actor, string Reason);
