using Worker.Servicing.Currencies;
using Worker.Servicing.Messages;

namespace Worker.Mail.Templates;

/// <summary>One message in its reader's language: what <see cref="MessageHtml"/> and <see cref="MessageText"/> lay out.</summary>
/// <remarks>Every text is one line and unescaped.</remarks>
public sealed class MessageModel
{
    private const int LongestName = 80;
    private const int LongestReference = 100;
    private const int LongestContact = 200;
    private const int LongestEnding = 4;

    private readonly MessageKind kind;
    private readonly MessageFacts facts;
    private readonly Currency currency;
    private readonly string plan;
    private readonly string days;
    private readonly object[] arguments;

    /// <param name="unsubscribe">Where the reader unsubscribes; null where that is not offered.</param>
    /// <exception cref="FormatException">The currency is not one the worker knows.</exception>
    public MessageModel(MessageKind kind, MessageFacts facts, Recipient recipient, string helpContact, Uri? unsubscribe)
    {
        this.kind = kind;
        this.facts = facts;
        Language = Language.Of(recipient.Language);
        currency = Currency.Parse(facts.Currency);
        plan = OneLine.Of(facts.PlanReference, LongestReference);
        days = Language.Text(facts.DaysPastDue == 1 ? "Days_one" : "Days_other", facts.DaysPastDue);
        string help = OneLine.Of(helpContact, LongestContact);
        arguments =
        [
            facts.Number,
            facts.Count,
            Amount(facts.Amount),
            Language.Date(facts.DueOn),
            Language.Date(facts.DebitOn ?? facts.DueOn),
            Language.Date(facts.BusinessDate),
            Language.TextOrOther("YourMethod", facts.Channel),
            Amount(facts.LateFees),
            Language.TextOrOther("DeclineAdvice", facts.DeclineCode),
            days,
            plan,
            help,
        ];
        Subject = Text("Subject");
        Heading = Text("Heading");
        string name = OneLine.Of(recipient.Name, LongestName);
        Greeting = name.Length == 0 ? Language.Text("Greeting_NoName") : Language.Text("Greeting", name);
        Lead = Text("Lead");
        Facts = [.. FactsOf(kind, IsByHand).Select(fact => (Language.Text($"Label_{fact}"), Value(fact)!)).Where(fact => fact.Item2 is not null)];
        Next = Text("Next");
        Unsubscribe = unsubscribe;
        Help = Language.Text("Help", help);
    }

    internal enum Fact
    {
        Plan,
        Installment,
        Amount,
        AmountPaid,
        AmountOwed,
        OfInstallment,
        LateFees,
        DueOn,
        DebitedOn,
        PaidOn,
        Overdue,
        Method,
        Reason,
        OrderNumber,
    }

    public Language Language { get; }

    public string Subject { get; }

    public string Heading { get; }

    public string Greeting { get; }

    public string Lead { get; }

    public IReadOnlyList<(string Label, string Value)> Facts { get; }

    public string Next { get; }

    public Uri? Unsubscribe { get; }

    public string Help { get; }

    private bool IsByHand => facts.Channel is null;

    private string Text(string part)
    {
        string key = $"{kind}_{part}";
        return (IsByHand ? Language.Find(key + "_ByHand", arguments) : null)
            ?? (facts.LateFees != 0 ? Language.Find(key + "_WithLateFees", arguments) : null)
            ?? Language.Text(key, arguments);
    }

    private static Fact[] FactsOf(MessageKind kind, bool isByHand) => kind switch
    {
        MessageKind.DueSoon =>
            [Fact.Plan, Fact.Installment, Fact.Amount, Fact.OfInstallment, Fact.LateFees, Fact.DueOn, Fact.Method],
        MessageKind.Receipt or MessageKind.PaymentReceived =>
            [Fact.Plan, Fact.Installment, Fact.AmountPaid, Fact.OfInstallment, Fact.LateFees, isByHand ? Fact.PaidOn : Fact.DebitedOn, Fact.Method, Fact.OrderNumber],
        MessageKind.DebitFailed =>
            [Fact.Plan, Fact.Installment, Fact.Amount, Fact.OfInstallment, Fact.LateFees, Fact.DueOn, Fact.DebitedOn, Fact.Method, Fact.Reason, Fact.OrderNumber],
        MessageKind.MethodSuspended =>
            [Fact.Plan, Fact.Installment, Fact.Method, Fact.Reason, Fact.Amount, Fact.DebitedOn, Fact.OrderNumber],
        MessageKind.Overdue =>
            [Fact.Plan, Fact.Installment, Fact.AmountOwed, Fact.OfInstallment, Fact.LateFees, Fact.DueOn, Fact.Overdue, Fact.Method],
        MessageKind.PlanClosed =>
            [Fact.Plan, Fact.Installment, Fact.AmountPaid, Fact.Method],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    // A fact without a value is not shown.
    private string? Value(Fact fact) => fact switch
    {
        Fact.Plan => plan,
        Fact.Installment => Language.Text("InstallmentOf", facts.Number, facts.Count),
        Fact.Amount or Fact.AmountPaid or Fact.AmountOwed => Amount(facts.Amount),
        Fact.OfInstallment => facts.LateFees == 0 ? null : Amount(facts.Amount - facts.LateFees),
        Fact.LateFees => facts.LateFees == 0 ? null : Amount(facts.LateFees),
        Fact.DueOn => Language.Date(facts.DueOn),
        Fact.DebitedOn or Fact.PaidOn => Language.Date(facts.BusinessDate),
        Fact.Overdue => days,
        Fact.Method => facts.Channel is null ? null : Method(facts.Channel),
        Fact.Reason => Language.TextOrOther("DeclineReason", facts.DeclineCode),
        Fact.OrderNumber => facts.OrderNumber is null ? null : OneLine.Of(facts.OrderNumber, LongestReference),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, null),
    };

    private string Method(string channel)
    {
        string name = Language.TextOrOther("Method", channel);
        return facts.MethodEnding is null ? name : Language.Text("MethodWithEnding", name, OneLine.Of(facts.MethodEnding, LongestEnding));
    }

    private string Amount(long minor) => Language.Amount(new Money(minor, currency));
}
