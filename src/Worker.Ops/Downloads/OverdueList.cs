using System.Runtime.CompilerServices;
using Worker.Data.Queries;
using Worker.Ops.Components;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Operations;

namespace Worker.Ops.Downloads;

/// <summary>The overdue installments of a bucket as a file: read, replayed and sent some hundred at a time.</summary>
internal sealed class OverdueList(RecordReader records, IBookReader book, LedgerRules rules)
{
    private const int BatchSize = 500;

    private static readonly string[] Headings =
        ["customer_ref", "plan_ref", "number", "due_on", "days_past_due", "bucket", "currency", "principal", "interest", "late_fees", "outstanding"];

    public static string FileNameOf(DelinquencyBucket bucket) => bucket == DelinquencyBucket.M4Plus ? "m4" : bucket.ToString().ToLowerInvariant();

    /// <summary>Which days a bucket has.</summary>
    public static string DaysOf(DelinquencyBucket bucket)
    {
        (int from, int? to) = RangeOf(bucket);
        return to is int last
            ? Texts.Downloads["DaysBetween", SiteLanguage.Current.Count(from), SiteLanguage.Current.Count(last)]
            : Texts.Downloads["DaysFrom", SiteLanguage.Current.Count(from)];
    }

    public IResult Of(DelinquencyBucket bucket, DateOnly asOf, CancellationToken cancellationToken) => new CsvDownload<Row>(
        $"overdue-{FileNameOf(bucket)}-{asOf:yyyy-MM-dd}.csv",
        Headings,
        ReadAsync(bucket, asOf, cancellationToken),
        (csv, row) =>
        {
            csv.WriteText(row.Line.CustomerReference);
            csv.WriteText(row.Line.PlanReference);
            csv.WriteField(row.Line.Number);
            csv.WriteField(row.Line.DueOn, "yyyy-MM-dd");
            csv.WriteField(asOf.DayNumber - row.Line.DueOn.DayNumber);
            csv.WriteField(bucket.Name());
            csv.WriteText(row.Line.Currency);
            csv.WriteAmount(row.Line.Principal, row.Line.Currency);
            csv.WriteAmount(row.Line.Interest, row.Line.Currency);
            csv.WriteAmount(row.LateFees, row.Line.Currency);
            csv.WriteAmount(row.Outstanding, row.Line.Currency);
        });

    private static (int From, int? To) RangeOf(DelinquencyBucket bucket) => bucket switch
    {
        DelinquencyBucket.M1 => (1, 30),
        DelinquencyBucket.M2 => (31, 60),
        DelinquencyBucket.M3 => (61, 90),
        _ => (91, null),
    };

    private async IAsyncEnumerable<Row> ReadAsync(DelinquencyBucket bucket, DateOnly asOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (int from, int? to) = RangeOf(bucket);
        DateOnly last = asOf.AddDays(-from);
        DateOnly first = to is int days ? asOf.AddDays(-days) : DateOnly.MinValue;
        OverdueLine? after = null;
        do
        {
            IReadOnlyList<OverdueLine> lines = await records.ReadOverdueAsync(first, last, after, BatchSize, cancellationToken);
            IReadOnlyDictionary<long, PlanSnapshot> plans = await book.ReadPlansAsync([.. lines.Select(line => line.PlanId).Distinct()], cancellationToken);
            var accounts = new Dictionary<long, PlanAccount?>();
            foreach (OverdueLine line in lines)
            {
                if (!accounts.TryGetValue(line.PlanId, out PlanAccount? account))
                {
                    account = plans.TryGetValue(line.PlanId, out PlanSnapshot? plan) && plan.TryReplay(rules, out PlanAccount? replayed, out _) ? replayed : null;
                    accounts[line.PlanId] = account;
                }

                InstallmentAccount? owed = account?.Of(line.InstallmentId);
                yield return new Row(line, owed?.OutstandingFees, owed?.Outstanding);
            }

            after = lines.Count == BatchSize ? lines[^1] : null;
        }
        while (after is not null);
    }

    /// <summary>A line with what it owes; null where a row of its plan breaks a rule.</summary>
    private sealed record Row(OverdueLine Line, long? LateFees, long? Outstanding);
}
