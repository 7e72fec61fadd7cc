using Worker.Servicing.Calendar;

namespace Worker.Servicing.Operators;

/// <summary>The levers <c>hold</c> and <c>release</c>: no debits and no courtesy messages while it lasts; fees go on.</summary>
public sealed class HoldDesk(IHoldStore store, OrdersTooLate tooLate, BusinessZone zone, TimeProvider time)
{
    /// <summary>Puts a plan or a customer on hold; where one is, its last day becomes the one given.</summary>
    /// <param name="until">The last business date it holds; null until it is released.</param>
    /// <exception cref="LeverRefusedException">Nothing has that reference, or the last day is over.</exception>
    public async Task<LeverOutcome> HoldAsync(
        HoldSubject subject, string reference, DateOnly? until, OperatorNote note, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateOnly businessDate = zone.DateAt(now);
        if (until < businessDate)
        {
            throw new LeverRefusedException($"A hold until {until:yyyy-MM-dd} would be over: it is {businessDate:yyyy-MM-dd}.") { Refusal = LeverRefusal.WrongDay };
        }

        HoldChange change = await store.HoldAsync(new HoldRequest(subject, reference, businessDate, until), note, now, cancellationToken)
            ?? throw Unknown(subject, reference);
        string named = $"{Capitalised(subject)} {reference}";
        LeverOutcome outcome = change switch
        {
            { Changed: false } => new LeverOutcome(false, $"{named} is on hold already, {Described(change.Before!)}."),
            { Before: HoldInForce before } => new LeverOutcome(true, $"{named} is now on hold {Until(until)}; it was on hold {Described(before)}."),
            _ => new LeverOutcome(true, $"{named} is on hold {Until(until)}."),
        };
        var filter = subject == HoldSubject.Plan ? new OpenOrderFilter { PlanReference = reference } : new OpenOrderFilter { CustomerReference = reference };
        return await tooLate.TellAsync(outcome, filter, cancellationToken);
    }

    /// <exception cref="LeverRefusedException">Nothing has that reference.</exception>
    public async Task<LeverOutcome> ReleaseAsync(HoldSubject subject, string reference, OperatorNote note, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        HoldChange change = await store.ReleaseAsync(new HoldRequest(subject, reference, zone.DateAt(now)), note, now, cancellationToken)
            ?? throw Unknown(subject, reference);
        string said = change.Changed
            ? $"{Capitalised(subject)} {reference} is released; it was on hold {Described(change.Before!)}."
            : $"{Capitalised(subject)} {reference} is not on hold.";
        return new LeverOutcome(change.Changed, change.IsCustomerHeld ? $"{said} Its customer is on hold, and so the plan stays held." : said);
    }

    private static LeverRefusedException Unknown(HoldSubject subject, string reference) =>
        new($"There is no {subject.Name()} '{reference}'.") { Refusal = LeverRefusal.Unknown };

    private static string Capitalised(HoldSubject subject) => subject == HoldSubject.Plan ? "Plan" : "Customer";

    private static string Described(HoldInForce hold) => $"{Until(hold.Until)}, by {hold.Actor}: {hold.Reason}";

    private static string Until(DateOnly? until) => until is null ? "until released" : $"until {until:yyyy-MM-dd}";
}
