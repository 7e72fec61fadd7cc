using Worker.Data.Queries;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

public sealed record InstallmentFile(PlanFile Plan, long InstallmentId)
{
    /// <summary>Its number; null when the plan can't be read.</summary>
    public int? Number => Plan.Snapshot?.Installments.Where(one => one.InstallmentId == InstallmentId).Select(one => (int?)one.Number).FirstOrDefault();

    public string Reference => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Plan.Terms.Reference}-{Number}");

    /// <summary>Reads one; null when there is none.</summary>
    public static async Task<InstallmentFile?> FindAsync(AccountReader accounts, long installmentId, CancellationToken cancellationToken) =>
        await accounts.FindPlanOfAsync(installmentId, cancellationToken) is long planId
        && await accounts.FindPlanAsync(planId, cancellationToken) is PlanFile plan
            ? new InstallmentFile(plan, installmentId)
            : null;

    /// <summary>An amount of the plan as the reader's language writes it.</summary>
    public string Amount(long minor) => SiteLanguage.Current.Amount(minor, Plan.Terms.Currency);

    /// <exception cref="OperationRefusedException">The plan can't be read.</exception>
    public int NumberOrRefuse() => Number
        ?? throw new OperationRefusedException($"Plan {Plan.Terms.Reference} can't be read.") { Refusal = RefusalReason.UnreadableLedger };

    /// <exception cref="OperationRefusedException">The plan can't be read.</exception>
    public PlanSnapshot SnapshotOrRefuse() => Plan.Snapshot
        ?? throw new OperationRefusedException($"Plan {Plan.Terms.Reference} can't be read.") { Refusal = RefusalReason.UnreadableLedger };
}
