using Worker.Mail.Languages;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;

namespace Worker.Mail.Templates;

/// <remarks>Every text is one line and unescaped.</remarks>
public sealed class Letter
{
    private const int LongestName = 80;
    private const int LongestReference = 100;
    private const int LongestContact = 200;
    private const int LongestEnding = 4;

    /// <exception cref="FormatException">The currency is not one the worker knows.</exception>
    public Letter(MessageKind kind, MessageFacts facts, Recipient recipient, string helpContact, Uri? unsubscribe)
    {
        Language = Language.Of(recipient.Language);
        var currency = Currency.Parse(facts.Currency);
        Name = OneLine.Of(recipient.Name, LongestName);
        HelpContact = OneLine.Of(helpContact, LongestContact);
        Unsubscribe = unsubscribe;
        Plan = OneLine.Of(facts.PlanReference, LongestReference);
        Number = facts.Number;
        Count = facts.Count;
        Installment = Language.Installment(facts.Number, facts.Count);
        Amount = Language.Amount(new Money(facts.Amount, currency));
        LateFees = facts.LateFees == 0 ? null : Language.Amount(new Money(facts.LateFees, currency));
        OfInstallment = facts.LateFees == 0 ? null : Language.Amount(new Money(facts.Amount - facts.LateFees, currency));
        DueOn = Language.Date(facts.DueOn);
        DebitOn = Language.Date(facts.DebitOn ?? facts.DueOn);
        On = Language.Date(facts.BusinessDate);
        Channel = facts.Channel;
        Method = facts.Channel is null ? null : Language.Method(facts.Channel) + Ending(facts);
        OrderNumber = facts.OrderNumber is null ? null : OneLine.Of(facts.OrderNumber, LongestReference);
        Decline = Language.Decline(facts.DeclineCode);
        DaysPastDue = facts.DaysPastDue;
        Passage = Language.Write(kind, this);
    }

    public Language Language { get; }

    public Passage Passage { get; }

    /// <summary>The reader's name; may be empty.</summary>
    public string Name { get; }

    public string HelpContact { get; }

    /// <summary>Where the reader unsubscribes; null where that is not offered.</summary>
    public Uri? Unsubscribe { get; }

    public string Plan { get; }

    public int Number { get; }

    public int Count { get; }

    public string Installment { get; }

    public string Amount { get; }

    /// <summary>The late fees in the amount; null when there are none.</summary>
    public string? LateFees { get; }

    /// <summary>What of the amount is the installment itself; null when all of it is.</summary>
    public string? OfInstallment { get; }

    public string DueOn { get; }

    public string DebitOn { get; }

    public string On { get; }

    /// <summary>The channel's name in the books, never shown; null when the customer pays by hand.</summary>
    public string? Channel { get; }

    /// <summary>The channel in the reader's words, and how the method ends; null when the customer pays by hand.</summary>
    public string? Method { get; }

    public string? OrderNumber { get; }

    public Decline Decline { get; }

    public int DaysPastDue { get; }

    private string Ending(MessageFacts facts) => facts.MethodEnding is null ? "" : Language.Ending(OneLine.Of(facts.MethodEnding, LongestEnding));
}
