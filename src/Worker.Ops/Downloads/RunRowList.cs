using System.Globalization;
using Worker.Data.Queries;
using Worker.Ops.Components;

namespace Worker.Ops.Downloads;

/// <summary>The rows of a run as a file: its debit attempts, then its errors.</summary>
internal static class RunRowList
{
    private static readonly string[] Headings =
        ["kind", "subject", "state", "description", "channel", "amount", "currency", "at", "settled_at", "reference", "decline_code", "detail"];

    public static IResult Of(long runId, RecordReader records, CancellationToken cancellationToken) => new CsvDownload<RunRow>(
        string.Create(CultureInfo.InvariantCulture, $"run-{runId}.csv"),
        Headings,
        records.ReadRunRowsAsync(runId, cancellationToken),
        (csv, row) =>
        {
            csv.WriteField(row.Kind);
            csv.WriteText(row.Subject);
            csv.WriteField(row.State);
            csv.WriteText(row.Description);
            csv.WriteText(row.Channel);
            csv.WriteAmount(row.Amount, row.Currency);
            csv.WriteText(row.Currency);
            csv.WriteField(TimeOf(row.At));
            csv.WriteField(row.SettledAt is DateTimeOffset settled ? TimeOf(settled) : "");
            csv.WriteText(row.Reference);
            csv.WriteText(row.DeclineCode);
            csv.WriteText(Masked.Addresses(row.Detail));
        });

    private static string TimeOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
