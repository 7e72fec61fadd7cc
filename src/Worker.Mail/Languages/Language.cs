using System.Collections.Concurrent;
using System.Globalization;
using Worker.Mail.Templates;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;

namespace Worker.Mail.Languages;

/// <remarks>Texts come back unescaped: whoever puts them on a page escapes them.</remarks>
public abstract class Language
{
    private static readonly Language English = new English();
    private static readonly Language Chinese = new Chinese();

    private readonly ConcurrentDictionary<Currency, NumberFormatInfo> amountFormats = [];

    public static IReadOnlyList<Language> All { get; } = [Chinese, English];

    /// <summary>The BCP 47 tag, also the <c>lang</c> attribute.</summary>
    public abstract string Tag { get; }

    public abstract Labels Labels { get; }

    protected abstract CultureInfo Culture { get; }

    protected abstract string DatePattern { get; }

    /// <summary>The language of a tag; English for any that is not written.</summary>
    public static Language Of(string? tag) =>
        All.FirstOrDefault(language => string.Equals(language.Tag, tag, StringComparison.OrdinalIgnoreCase)) ?? English;

    /// <exception cref="ArgumentOutOfRangeException">The kind is none.</exception>
    public Passage Write(MessageKind kind, Letter letter) => kind switch
    {
        MessageKind.DueSoon => DueSoon(letter),
        MessageKind.Receipt => Receipt(letter),
        MessageKind.DebitFailed => DebitFailed(letter),
        MessageKind.MethodSuspended => MethodSuspended(letter),
        MessageKind.Overdue => Overdue(letter),
        MessageKind.PlanClosed => PlanClosed(letter),
        MessageKind.PaymentReceived => PaymentReceived(letter),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public string Date(DateOnly date) => date.ToString(DatePattern, Culture);

    /// <summary>An amount with its currency, the decimals and the symbol being the currency's whatever the language.</summary>
    public string Amount(Money money) =>
        money.Major.ToString("C", amountFormats.GetOrAdd(money.Currency, static (currency, language) => language.AmountFormat(currency), this));

    public abstract string Greeting(string name);

    public abstract string Installment(int number, int count);

    public abstract string Days(int days);

    /// <summary>A payment method of a channel, as the value of a fact; a channel without a name is called a payment method.</summary>
    public abstract string Method(string channel);

    /// <summary>What follows the name of a payment method, so that the customer knows which of them it is.</summary>
    public abstract string Ending(string characters);

    /// <summary>A decline code in plain words; an unknown one, or none, generically.</summary>
    public abstract Decline Decline(string? code);

    public abstract string Help(string contact);

    public abstract string Caution { get; }

    public abstract string Unsubscribe { get; }

    /// <summary>The symbol or code of a currency, with the space that follows it where one does.</summary>
    protected abstract string Symbol(Currency currency);

    protected abstract Passage DueSoon(Letter letter);

    protected abstract Passage Receipt(Letter letter);

    protected abstract Passage DebitFailed(Letter letter);

    protected abstract Passage MethodSuspended(Letter letter);

    protected abstract Passage Overdue(Letter letter);

    protected abstract Passage PlanClosed(Letter letter);

    protected abstract Passage PaymentReceived(Letter letter);

    private NumberFormatInfo AmountFormat(Currency currency)
    {
        const int symbolThenNumber = 0;
        const int minusThenSymbol = 1;
        var format = (NumberFormatInfo)Culture.NumberFormat.Clone();
        format.CurrencySymbol = Symbol(currency);
        format.CurrencyDecimalDigits = currency.Decimals;
        format.CurrencyPositivePattern = symbolThenNumber;
        format.CurrencyNegativePattern = minusThenSymbol;
        return NumberFormatInfo.ReadOnly(format);
    }
}

public sealed record Passage(string Subject, string Heading, string Lead, string Next);

public sealed record Decline(string Reason, string Advice);
