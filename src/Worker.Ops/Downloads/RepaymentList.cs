using System.Runtime.CompilerServices;
using Worker.Data.Queries;
using Worker.Ops.Components;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Ops.Downloads;

/// <summary>The repayments of plans as a file, sent plan by plan.</summary>
internal static class RepaymentList
{
    private const int PlansAtOnce = 50;

    private static readonly string[] Headings =
    [
        "plan_ref", "number", "entry", "kind", "effective_on", "entered_at", "amount", "currency", "late_fees", "interest", "principal", "not_owed",
        "taken_back_by", "takes_back", "order_no", "entered_by", "reason",
    ];

    public static IResult Of(string fileName, IAsyncEnumerable<PlanFile> plans, LedgerRules rules) => new CsvDownload<(PlanFile Plan, Repayment Repayment)>(
        fileName,
        Headings,
        RowsOf(plans, rules),
        (csv, row) =>
        {
            LedgerLine line = row.Repayment.Line;
            string currency = row.Plan.Terms.Currency;
            csv.WriteText(row.Plan.Terms.Reference);
            csv.WriteField(row.Repayment.Number);
            csv.WriteField(line.EntryId);
            csv.WriteField(line.Kind.Name());
            csv.WriteField(line.EffectiveOn, "yyyy-MM-dd");
            csv.WriteField(line.EnteredAt.UtcDateTime, "yyyy-MM-dd'T'HH:mm:ss'Z'");
            csv.WriteAmount(line.Amount, currency);
            csv.WriteText(currency);
            csv.WriteAmount(row.Repayment.LateFees, currency);
            csv.WriteAmount(row.Repayment.Interest, currency);
            csv.WriteAmount(row.Repayment.Principal, currency);
            csv.WriteAmount(row.Repayment.Left, currency);
            csv.WriteField(row.Repayment.ReversedBy);
            csv.WriteField(line.ReversesEntryId);
            csv.WriteText(line.OrderNumber);
            csv.WriteText(line.Actor);
            csv.WriteText(line.Reason);
        });

    public static async IAsyncEnumerable<PlanFile> PlansOf(long customerId, AccountReader accounts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = 0;
        IReadOnlyList<PlanTerms> listed;
        do
        {
            listed = await accounts.ReadPlansAsync(customerId, after, PlansAtOnce, cancellationToken);
            foreach (PlanTerms terms in listed)
            {
                after = terms.PlanId;
                if (await accounts.FindPlanAsync(terms.PlanId, cancellationToken) is PlanFile plan)
                {
                    yield return plan;
                }
            }
        }
        while (listed.Count == PlansAtOnce);
    }

    /// <summary>A plan whose rows break a rule has no rows here: what its payments paid can't be told.</summary>
    private static async IAsyncEnumerable<(PlanFile Plan, Repayment Repayment)> RowsOf(IAsyncEnumerable<PlanFile> plans, LedgerRules rules)
    {
        await foreach (PlanFile plan in plans)
        {
            if (plan.Replay(rules) is PlanAccount account)
            {
                foreach (Repayment repayment in Repayment.Of(plan, account))
                {
                    yield return (plan, repayment);
                }
            }
        }
    }
}
