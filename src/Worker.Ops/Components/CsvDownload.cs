using CsvHelper;
using Microsoft.Net.Http.Headers;
using Worker.Servicing.Currencies;

namespace Worker.Ops.Components;

/// <summary>
/// Rows as a CSV file, sent as they are read: a file of any length costs the memory of one row. Text that a spreadsheet would
/// take for a formula is made harmless; numbers and dates stay what they are. It begins with a byte-order mark, without which
/// spreadsheets take Chinese for something else.
/// </summary>
public sealed class CsvDownload<TRow>(
    string fileName, IReadOnlyList<string> headings, IAsyncEnumerable<TRow> rows, Action<CsvWriter, TRow> write) : IResult
{
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape, WriteByteOrderMark = true };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        CancellationToken aborted = httpContext.RequestAborted;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        httpContext.Response.Headers.ContentDisposition = disposition.ToString();
        await using CsvWriter csv = CsvWriter.Create(httpContext.Response.Body, Options, leaveOpen: true);
        await csv.WriteRecordAsync([.. headings], aborted);
        await foreach (TRow row in rows.WithCancellation(aborted))
        {
            write(csv, row);
            await csv.EndRecordAsync(aborted);
        }

        await csv.FlushAsync(aborted);
    }
}

internal static class CsvText
{
    // Spreadsheets set for Chinese or Japanese take these for = + - @. The writer's own escaping knows ASCII alone.
    private const string FullWidthSigns = "\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>Writes a text so that no spreadsheet takes it for a formula.</summary>
    public static void WriteText(this CsvWriter csv, string? text) =>
        csv.WriteField(text is [var first, ..] && FullWidthSigns.Contains(first, StringComparison.Ordinal) ? $"'{text}" : text ?? "");

    /// <summary>Major units with a dot and the currency's decimals, as imports take them; empty for null, minor units where the currency is not known.</summary>
    public static void WriteAmount(this CsvWriter csv, long? minor, string? currency)
    {
        if (minor is null)
        {
            csv.WriteField("");
        }
        else if (Currency.TryParse(currency, out Currency? known))
        {
            csv.WriteField(decimal.Round(new Money(minor.Value, known).Major, known.Decimals) + new decimal(0, 0, 0, false, (byte)known.Decimals));
        }
        else
        {
            csv.WriteField(minor.Value);
        }
    }
}
