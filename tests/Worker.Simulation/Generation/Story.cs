namespace Worker.Simulation.Generation;

/// <summary>
/// Some weeks of a small book: who owes what, by which rules, and what happens on which day. A value: the same story plays
/// the same way on every machine, and can be printed and cut shorter.
/// </summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="From">Its first day, in the business zone.</param>
/// <param name="Days">How many days it has.</param>
/// <param name="Zone">The business time zone, an IANA name.</param>
/// <param name="Rules">Policies, schedules and windows.</param>
/// <param name="Customers">Whose book it is.</param>
/// <param name="Prepayments">Payments that are in the book from the start.</param>
/// <param name="Events">What happens, in any order.</param>
public sealed record Story(
    int Seed,
    DateOnly From,
    int Days,
    string Zone,
    StoryRules Rules,
    IReadOnlyList<StoryCustomer> Customers,
    IReadOnlyList<StoryPayment> Prepayments,
    IReadOnlyList<StoryEvent> Events)
{
    /// <summary>A day of the story; 0 is the first.</summary>
    public DateOnly DayAt(int day) => From.AddDays(day);
}

/// <summary>A customer with what is bound and what is owed.</summary>
public sealed record StoryCustomer(
    string Reference, string Language, string Zone, IReadOnlyList<StoryMethod> Methods, IReadOnlyList<StoryPlan> Plans);

/// <summary>A payment method; its token is a rule of the sandbox.</summary>
public sealed record StoryMethod(string Reference, string Channel, string Token, int Priority);

/// <summary>A plan.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="Product">Names the late-fee policies.</param>
/// <param name="Currency">ISO code.</param>
/// <param name="Autopay">Whether it is debited by itself.</param>
/// <param name="Method">The designated method's reference; null for none.</param>
/// <param name="Installments">By number, from 1.</param>
public sealed record StoryPlan(
    string Reference, string Product, string Currency, bool Autopay, string? Method, IReadOnlyList<StoryInstallment> Installments)
{
    /// <summary>Whether other methods may stand in for the designated one: so for every other plan.</summary>
    public bool Fallback => Reference[^1] % 2 == 0;
}

/// <summary>An installment, amounts in minor units.</summary>
public sealed record StoryInstallment(int Number, DateOnly DueOn, long Principal, long Interest);

/// <summary>A payment that came by another way than a debit.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="Plan">The plan's reference.</param>
/// <param name="Number">The installment it was made for.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="PaidOn">When it was paid, which may be long before it is entered.</param>
public sealed record StoryPayment(string Reference, string Plan, int Number, long Amount, DateOnly PaidOn);
