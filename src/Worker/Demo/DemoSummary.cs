using System.Globalization;
using Spectre.Console;
using Worker.Channels.Sandbox;
using Worker.Data.Consistency;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;

namespace Worker.Demo;

internal static class DemoSummary
{
    /// <summary>A row per job: how often it ran, and its counters.</summary>
    public static void WriteJobs(IReadOnlyList<RunReport> reports)
    {
        var table = new Table().Title("What the jobs did").AddColumns("job", "runs", "what", "count", "amount");
        foreach (JobDefinition job in JobList.All)
        {
            RunReport[] runs = [.. reports.Where(report => report.Job == job.Name)];
            string[] names = [.. runs.SelectMany(run => run.Counts.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            string title = job.Name;
            string count = runs.Length.ToString("N0", CultureInfo.InvariantCulture);
            foreach (string name in names.DefaultIfEmpty(""))
            {
                long value = runs.Sum(run => run.Counts.GetValueOrDefault(name));
                table.AddRow(title, count, name, name == "" ? "" : value.ToString("N0", CultureInfo.InvariantCulture), Amounts(runs, name));
                (title, count) = ("", "");
            }
        }

        AnsiConsole.Write(table);
    }

    public static void WriteLedgers(LedgerComparison comparison)
    {
        var table = new Table().Title("What was debited").AddColumns("", "debits", "total");
        table.AddRow("our ledger", comparison.OurCount.ToString("N0", CultureInfo.InvariantCulture), Totals(comparison.OurTotals));
        table.AddRow("the sandbox's own ledger", comparison.TheirCount.ToString("N0", CultureInfo.InvariantCulture), Totals(comparison.TheirTotals));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(comparison.Agrees
            ? "[green]The ledgers agree to the cent, order by order.[/]"
            : $"[red]The ledgers differ in {comparison.Differences.Count} order(s): {Markup.Escape(string.Join(", ", comparison.Differences.Take(5)))}[/]");
    }

    private static string Amounts(IEnumerable<RunReport> runs, string name) => Totals(
        runs.SelectMany(run => run.Amounts)
            .Where(currency => currency.Value.ContainsKey(name))
            .GroupBy(currency => currency.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(currency => currency.Value[name]), StringComparer.Ordinal));

    private static string Totals(IReadOnlyDictionary<string, long> totals) =>
        string.Join(", ", totals.Select(total => new Money(total.Value, Currency.Parse(total.Key)).ToString()));
}

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
    /// <summary>True when both agree on every order.</summary>
    public bool Agrees => Differences.Count == 0;

    /// <summary>Reads both and compares them order by order.</summary>
    public static async Task<LedgerComparison> ReadAsync(Uri sandbox, DebitedOrders orders, CancellationToken cancellationToken)
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
