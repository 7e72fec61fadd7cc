using System.Globalization;
using System.Text.RegularExpressions;
using Worker.Servicing.Currencies;
using Worker.Servicing.Import;

namespace Worker.Servicing.Consistency;

/// <summary>Reads a statement, a CSV file with the columns <c>order_no,amount,currency,status,completed_at</c>, <c>currency</c> if the channel gives it.</summary>
internal static partial class StatementReader
{
    private const int LongestOrderNumber = 64;

    /// <summary>Every line that is right, as long as reading goes on; what is wrong goes to the errors.</summary>
    public static IEnumerable<StatementLine> Read(string path, ImportErrors errors)
    {
        string full = Path.GetFullPath(path);
        using var file = new CsvFile(Path.GetDirectoryName(full)!, ImportFile.Statement(Path.GetFileName(full)), errors);
        while (file.Read() is CsvRecord record)
        {
            if (Line(record) is StatementLine line)
            {
                yield return line;
            }
        }
    }

    private static StatementLine? Line(CsvRecord record)
    {
        string? orderNumber = OrderNumber(record);
        string? code = record.Has("currency") ? record.OptionalReference("currency") : null;
        Currency? currency = null;
        if (code is not null && !Currency.TryParse(code, out currency))
        {
            record.Tell("currency", $"{Quoted.Of(code)} is not a currency the worker knows");
            return null;
        }

        string? amount = Amount(record, currency);
        string? status = record.Word("status", "succeeded", "declined", "pending");
        DateTimeOffset? completedAt = Instant(record);
        return orderNumber is null || amount is null || status is null || completedAt is null
            ? null
            : new StatementLine(record.Line, orderNumber, amount, code, status, completedAt.Value);
    }

    private static string? OrderNumber(CsvRecord record)
    {
        string? text = record.Reference("order_no");
        if (text is null || text.Length <= LongestOrderNumber)
        {
            return text;
        }

        record.Tell("order_no", $"has {text.Length} characters, and may have {LongestOrderNumber}");
        return null;
    }

    private static string? Amount(CsvRecord record, Currency? currency)
    {
        string? text = record.Amount("amount");
        if (text is null)
        {
            return null;
        }

        ImportAmount.Read(text, currency, least: 0, out string? wrong);
        if (wrong is null)
        {
            return text;
        }

        record.Tell("amount", wrong);
        return null;
    }

    private static DateTimeOffset? Instant(CsvRecord record)
    {
        string? text = record.Text("completed_at");
        if (text is null)
        {
            return null;
        }

        if (InstantForm.IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant))
        {
            return instant;
        }

        record.Tell("completed_at", $"{Quoted.Of(text)} is not an instant like 2026-11-21T09:00:00Z or 2026-11-21T17:00:00+08:00");
        return null;
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InstantForm { get; }
}

/// <param name="Line">Where its record starts in the file; the header is line 1.</param>
/// <param name="Currency">ISO code; null where the file does not say.</param>
public sealed record StatementLine(long Line, string OrderNumber, string Amount, string? Currency, string Status, DateTimeOffset CompletedAt);

public readonly record struct StatementSpan(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>True when the channel can have completed the order at no other time: it was sent and settled within the span.</summary>
    public bool Covers(LedgerOrder order) => order.SentAt >= From && (order.SettledAt ?? DateTimeOffset.MaxValue) <= To;
}
