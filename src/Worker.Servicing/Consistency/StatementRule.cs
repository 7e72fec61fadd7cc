using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using Worker.Servicing.Debits;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Servicing.Consistency;

/// <summary>What a line of a statement and the ledger are at odds about.</summary>
public static class StatementRule
{
    /// <summary>Every difference of one order, none when they agree.</summary>
    /// <param name="order">The ledger's order; null when it has none of that number.</param>
    /// <param name="channel">The statement's channel; null when that is not known.</param>
    public static IEnumerable<StatementDifference> Compare(StatementLine line, LedgerOrder? order, string? channel)
    {
        if (order is null)
        {
            yield return Of(StatementDifferenceKind.NotInLedger, line, $"{line.Status} {AmountOf(line)}", null);
            yield break;
        }

        if (channel is not null && order.Channel != channel)
        {
            yield return Of(StatementDifferenceKind.ChannelDiffers, line, channel, order.Channel);
        }

        if (!IsSameAmount(line, order))
        {
            yield return Of(StatementDifferenceKind.AmountDiffers, line, AmountOf(line), AmountOf(order));
        }

        if (!IsSameStatus(line.Status, order.State))
        {
            yield return Of(StatementDifferenceKind.StatusDiffers, line, line.Status, order.State.Name());
        }
    }

    /// <summary>A debit of the ledger that the statement should have and has not.</summary>
    public static StatementDifference Missing(LedgerOrder order) =>
        new(StatementDifferenceKind.NotInStatement, order.OrderNumber, null, null, $"{order.State.Name()} {AmountOf(order)}");

    /// <summary>An order that is in the statement more than once.</summary>
    public static StatementDifference Repeated(StatementLine line, long first) =>
        Of(StatementDifferenceKind.TwiceInStatement, line, $"{line.Status} {AmountOf(line)}, on line {first} already", null);

    private static StatementDifference Of(StatementDifferenceKind kind, StatementLine line, string? theirs, string? ours) =>
        new(kind, line.OrderNumber, line.Line, theirs, ours);

    private static bool IsSameAmount(StatementLine line, LedgerOrder order) =>
        (line.Currency ?? order.Currency) == order.Currency
        && Currency.TryParse(order.Currency, out Currency? currency)
        && Money.TryParseMajor(line.Amount, currency, out Money amount)
        && amount.Minor == order.Amount;

    /// <summary>What is pending there is in doubt here; what ended there ended alike here.</summary>
    private static bool IsSameStatus(string theirs, AttemptState ours) => theirs switch
    {
        "pending" => ours.IsInDoubt(),
        "succeeded" => !ours.IsInDoubt() && OrderAgreement.Of(ours, ChannelOutcome.Succeeded) == true,
        _ => !ours.IsInDoubt() && OrderAgreement.Of(ours, ChannelOutcome.Declined) == true,
    };

    private static string AmountOf(StatementLine line) => line.Currency is string currency ? $"{line.Amount} {currency}" : line.Amount;

    private static string AmountOf(LedgerOrder order) => Currency.TryParse(order.Currency, out Currency? currency)
        ? new Money(order.Amount, currency).ToString()
        : $"{order.Amount} minor units of {order.Currency}";
}
