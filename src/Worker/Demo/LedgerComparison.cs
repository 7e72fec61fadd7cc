using Worker.Channels.Sandbox;
using Worker.Servicing.Ledger;

namespace Worker.Demo;

/// <param name="OurTotals">Minor units by currency.</param>
/// <param name="TheirTotals">Minor units by currency.</param>
/// <param name="Differences">Order numbers that only one has, or with another amount.</param>
internal sealed record LedgerComparison(
    int OurCount,
    int TheirCount,
    IReadOnlyDictionary<string, long> OurTotals,
    IReadOnlyDictionary<string, long> TheirTotals,
    IReadOnlyList<string> Differences)
{
    /// <summary>True when both say the same of every order.</summary>
    public bool Agrees => Differences.Count == 0;

    /// <summary>Reads both and compares them order by order.</summary>
    public static async Task<LedgerComparison> ReadAsync(Uri sandbox, IDebitedOrders orders, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        SandboxLedger theirs = await client.GetFromJsonAsync<SandboxLedger>(new Uri(sandbox, "/v1/ledger"), cancellationToken)
            ?? throw new InvalidDataException("The sandbox's ledger can't be read.");
        Dictionary<string, (long Amount, string Currency)> left = theirs.Entries.ToDictionary(
            entry => entry.OrderNo, entry => (entry.Amount, entry.Currency), StringComparer.Ordinal);
        var totals = new Dictionary<string, long>(StringComparer.Ordinal);
        var differences = new List<string>();
        int count = 0;
        await foreach (DebitedOrder order in orders.ReadAsync(cancellationToken))
        {
            count++;
            totals[order.Currency] = totals.GetValueOrDefault(order.Currency) + order.Amount;
            if (!left.Remove(order.OrderNumber, out (long Amount, string Currency) other) || other != (order.Amount, order.Currency))
            {
                differences.Add(order.OrderNumber);
            }
        }

        differences.AddRange(left.Keys);
        return new LedgerComparison(
            count,
            theirs.Count,
            totals,
            theirs.Entries.GroupBy(entry => entry.Currency, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(entry => entry.Amount), StringComparer.Ordinal),
            differences);
    }
}
