using System.Collections.Frozen;
using System.Globalization;
using Worker.Mail.Templates;
using Worker.Servicing.Ledger;

namespace Worker.Mail.Languages;

/// <summary>English, for readers anywhere: the month in words, the currency as its ISO code.</summary>
public sealed class English : Language
{
    private static readonly Decline UnknownDecline = new(
        "The payment was declined.",
        "Please check your payment method with its provider, or choose another payment method.");

    private static readonly FrozenDictionary<string, Decline> Declines = new Dictionary<string, Decline>
    {
        ["insufficient_funds"] = new("There was not enough money in the account.", "Please top it up, or choose another payment method."),
        ["limit_exceeded"] = new("The amount is above the limit of your payment method.", "Please raise the limit with its provider, or choose another payment method."),
        ["try_later"] = new("The provider of your payment method could not process the payment at that time.", "There is nothing wrong with your payment method as far as we know."),
        ["account_closed"] = new("The account has been closed.", "Please add another payment method."),
        ["agreement_revoked"] = new("The authorization for automatic payments has been withdrawn.", "Please authorize automatic payments again, or add another payment method."),
        ["card_expired"] = new("The card has expired.", "Please add your new card, or another payment method."),
        ["card_lost"] = new("The card has been reported lost or stolen.", "Please add your replacement card, or another payment method."),
        ["fraud_suspected"] = new("The provider stopped the payment for security reasons.", "Please contact the provider of your payment method, or add another payment method."),
    }.ToFrozenDictionary();

    public override string Tag => "en";

    public override Labels Labels { get; } = new()
    {
        Separator = ": ",
        Plan = "Plan",
        Installment = "Installment",
        Amount = "Amount",
        AmountPaid = "Amount paid",
        AmountOwed = "Amount owed",
        OfInstallment = "Of which installment",
        LateFees = "Late fees included",
        DueOn = "Due date",
        DebitedOn = "Debit date",
        PaidOn = "Payment date",
        Overdue = "Overdue for",
        Method = "Payment method",
        OrderNumber = "Order number",
        Reason = "Reason",
    };

    public override string Caution => "We never ask for your password, a verification code or your full card number by e-mail.";

    public override string Unsubscribe => "Stop receiving messages of this kind";

    protected override CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("en");

    protected override string DatePattern => "d MMMM yyyy";

    public override string Greeting(string name) => name.Length == 0 ? "Dear customer," : $"Dear {name},";

    public override string Installment(int number, int count) => $"{number} of {count}";

    public override string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    public override string Method(string channel) => channel switch
    {
        "card" => "Bank card",
        "alipay" => "Alipay",
        "wechatpay" => "WeChat Pay",
        "sandbox" => "Test method",
        _ => "Payment method",
    };

    public override string Ending(string characters) => $" (…{characters})";

    public override Decline Decline(string? code) => code is null ? UnknownDecline : Declines.GetValueOrDefault(code, UnknownDecline);

    public override string Help(string contact) => $"Questions, or something does not look right? Contact us: {contact}";

    protected override string Symbol(Currency currency) => currency.Code + " ";

    protected override Passage DueSoon(Letter letter) => letter.Channel is null
        ? new(
            $"{Which(letter)}: {letter.Amount} is due on {letter.DueOn}",
            "Your next installment",
            $"Installment {letter.Installment} of your plan falls due on {letter.DueOn}. The amount is {letter.Amount}.",
            "Please pay it by that day: no automatic payment is set up for it. If you have paid it already, there is nothing left to do.")
        : new(
            $"{Which(letter)}: {letter.Amount} will be debited on {letter.DebitOn}",
            "Your next installment",
            $"On {letter.DebitOn} we will debit {letter.Amount} from your {Account(letter.Channel)} for installment {letter.Installment} of your plan.",
            "Please make sure that the amount is available on that day. If you have paid it already, nothing more will be debited.");

    protected override Passage Receipt(Letter letter) => new(
        $"Payment received: {letter.Amount}, installment {letter.Installment}",
        "Thank you for your payment",
        letter.Channel is null
            ? $"On {letter.On} we received {letter.Amount} for installment {letter.Installment} of your plan."
            : $"On {letter.On} we debited {letter.Amount} from your {Account(letter.Channel)} for installment {letter.Installment} of your plan.",
        "There is nothing to do. Please keep this message as your receipt.");

    protected override Passage DebitFailed(Letter letter) => new(
        $"Payment not completed: {letter.Amount}, installment {letter.Installment}",
        "We could not debit your installment",
        $"On {letter.On} we tried to debit {letter.Amount} from your {Account(letter.Channel)} for installment {letter.Installment} of your plan, but the payment did not go through. Nothing was debited.",
        $"{letter.Decline.Advice} As long as the installment is open we may try again on a later day. Late fees may be added if it stays unpaid after its due date.");

    protected override Passage MethodSuspended(Letter letter) => new(
        $"Action needed: your {Account(letter.Channel)} can no longer be used",
        "Please update your payment method",
        $"On {letter.On} a payment of {letter.Amount} for installment {letter.Installment} of your plan was declined for a reason that another attempt would not change. We have stopped using your {Account(letter.Channel)}.",
        $"{letter.Decline.Advice} If you have another active payment method with us, we use that one for your installments.");

    protected override Passage Overdue(Letter letter) => new(
        $"{Which(letter)} is {Days(letter.DaysPastDue)} overdue: {letter.Amount}",
        "Your installment is overdue",
        $"Installment {letter.Installment} of your plan was due on {letter.DueOn} and has not been paid. As of {letter.On} you owe {letter.Amount}{(letter.LateFees is null ? "" : $", of which {letter.LateFees} are late fees")}.",
        letter.Channel is null
            ? $"Please pay as soon as you can: further late fees may be added while it is unpaid. No automatic payment is set up, so please contact us to pay: {letter.HelpContact}. If you have paid in the meantime, thank you: please ignore this message."
            : $"Please make sure that the amount is available on your {Account(letter.Channel)} so that we can debit it, or contact us to pay in another way. Further late fees may be added while it is unpaid. If you have paid in the meantime, thank you: please ignore this message.");

    protected override Passage PlanClosed(Letter letter) => new(
        $"Paid in full: your plan {letter.Plan}",
        "Your plan is paid in full",
        $"All {letter.Count} installments of your plan are paid; the last one was settled on {letter.On}. Thank you.",
        "There is nothing left to do. Please keep this message for your records.");

    protected override Passage PaymentReceived(Letter letter) => new(
        $"Payment received: {letter.Amount}, installment {letter.Installment}",
        "Thank you for your payment",
        $"On {letter.On} we received your payment of {letter.Amount} for installment {letter.Installment} of your plan.",
        "There is nothing to do. We debit no more than what is still owed. Please keep this message for your records.");

    private static string Which(Letter letter) => $"Installment {letter.Installment}";

    private static string Account(string? channel) => channel switch
    {
        "card" => "bank card",
        "alipay" => "Alipay account",
        "wechatpay" => "WeChat Pay account",
        "sandbox" => "test method",
        _ => "payment method",
    };
}
