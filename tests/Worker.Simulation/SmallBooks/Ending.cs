using System.Text.RegularExpressions;
using Worker.Channels.Sandbox;
using Worker.Testing;

namespace Worker.Simulation.SmallBooks;

/// <summary>
/// What a world came to, as lines that can be compared: money here and at the gateway, statuses, attempts, methods, messages, mails.
/// Order numbers are drawn by lot and instants depend on when a fault was made good, so neither is part of it.
/// </summary>
public static partial class Ending
{
    /// <summary>How a line begins that says what is wrong with an ending.</summary>
    public const string Faulty = "WRONG ";

    private const int LongestLine = 160;

    private static readonly (string Name, string Sql)[] Tables =
    [
        ("entry", "select installment_id, kind, amount, currency, effective_on, actor, case kind when 'late_fee' then entry_key else '' end from ledger_entry"),
        ("installment", "select installment_id, status, overdue_since from installment"),
        ("attempt", "select installment_id, payment_method_id, amount, currency, business_date, state, decline_code, decline_category from debit_attempt"),
        ("open", "select installment_id from open_debit"),
        ("method", "select payment_method_id, status, status_reason from payment_method"),
        ("customer", "select customer_id, bad_address_reason from customer"),
        ("message", "select kind, installment_id, business_date, state, message_key, facts from message"),
    ];

    /// <summary>The lines, in order.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(World world)
    {
        IEnumerable<string> rows = Tables.SelectMany(table => world.Book.Rows(table.Sql).Select(row => $"{table.Name}: {WithoutOrders(row)}"));
        IReadOnlyList<SandboxLedgerEntry> ledger = await world.SandboxLedger.ReadAsync();
        IEnumerable<string> debits = ledger.Select(entry => $"gateway: {entry.Description} {entry.Amount} {entry.Currency} {entry.Token}");
        string folder = world.Folder.File("mail");
        IEnumerable<string> mails = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml").Select(file => $"mail: {Read(file)}") : [];
        return [.. rows.Concat(debits).Concat(mails).Concat(FindWrong(world, ledger)).Order(StringComparer.Ordinal)];
    }

    /// <summary>What is wrong with an ending by itself, whatever others came to.</summary>
    public static IEnumerable<string> Wrong(IReadOnlyList<string> ending) => ending.Where(line => line.StartsWith(Faulty, StringComparison.Ordinal));

    private static IEnumerable<string> FindWrong(World world, IReadOnlyList<SandboxLedgerEntry> ledger)
    {
        string[] theirs = [.. ledger.Select(entry => $"{entry.OrderNo} {entry.Amount} {entry.Currency}")];
        string[] ours = [.. world.Book.Payments().Where(entry => entry.OrderNo is not null).Select(entry => $"{entry.OrderNo} {entry.Amount} {entry.Currency}")];
        return
        [
            .. theirs.Except(ours).Select(debit => $"{Faulty}debited and not booked: {debit}"),
            .. ours.Except(theirs).Select(payment => $"{Faulty}booked and not debited: {payment}"),
            .. ledger.CountBy(entry => entry.Description).Where(count => count.Value > 1).Select(count => $"{Faulty}debited {count.Value} times: {count.Key}"),
        ];
    }

    /// <summary>What one ending has and another has not, a line each; empty where they are equal.</summary>
    public static string Difference(IReadOnlyList<string> expected, IReadOnlyList<string> actual) => string.Join(
        '\n',
        Missing(expected, actual).Select(line => $"  - {line}").Concat(Missing(actual, expected).Select(line => $"  + {line}"))
            .Select(line => line.Length > LongestLine ? line[..LongestLine] + "…" : line));

    /// <summary>The lines of one list that the other does not have as often.</summary>
    private static IEnumerable<string> Missing(IReadOnlyList<string> from, IReadOnlyList<string> other)
    {
        ILookup<string, string> there = other.ToLookup(line => line, StringComparer.Ordinal);
        return from.GroupBy(line => line, StringComparer.Ordinal).SelectMany(group => group.Skip(there[group.Key].Count()));
    }

    private static string Read(string file)
    {
        ParsedMail mail = ParsedMail.Parse(File.ReadAllText(file, System.Text.Encoding.Latin1));
        return WithoutOrders($"{mail.Header("To")} | {mail.Header("Subject")} | {mail.Text.ReplaceLineEndings(" ")}");
    }

    private static string WithoutOrders(string text) => OrderNumber().Replace(text, "(order)");

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.NonBacktracking)]
    private static partial Regex OrderNumber();
}
