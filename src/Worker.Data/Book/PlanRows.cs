using System.Data.Common;
using Worker.Servicing.Ledger;
using Worker.Servicing.Overdue;

namespace Worker.Data.Book;

/// <summary>
/// Gathers the schedules and ledgers of a batch of plans. Columns are read by their places, in the order the statements name
/// them: this is where a run spends its time, and mapping by name takes three times as long.
/// </summary>
internal sealed class PlanRows(Database database)
{
    private readonly Dictionary<long, (Installment[] Installments, InstallmentStatus[] Statuses)> schedules = [];
    private readonly Dictionary<long, LedgerEntry[]> ledgers = [];

    /// <summary>Reads <c>book/read-installments</c>, which comes in the order of plans.</summary>
    public void ReadInstallments(DbDataReader reader)
    {
        var installments = new List<Installment>();
        var statuses = new List<InstallmentStatus>();
        long current = 0;
        while (reader.Read())
        {
            long planId = reader.GetInt64(0);
            if (planId != current && installments.Count > 0)
            {
                Close();
            }

            current = planId;
            InstallmentStatus status = InstallmentStatuses.Parse(reader.GetString(6));
            installments.Add(new Installment(
                reader.GetInt64(1),
                checked((int)reader.GetInt64(2)),
                database.ReadDate(reader, 3),
                reader.GetInt64(4),
                reader.GetInt64(5),
                status != InstallmentStatus.WrittenOff || reader.IsDBNull(7) ? null : database.ReadDate(reader, 7)));
            statuses.Add(status);
        }

        if (installments.Count > 0)
        {
            Close();
        }

        void Close()
        {
            schedules.Add(current, ([.. installments], [.. statuses]));
            installments.Clear();
            statuses.Clear();
        }
    }

    /// <summary>Reads <c>book/read-entries</c>, which comes in the order of plans.</summary>
    public void ReadEntries(DbDataReader reader)
    {
        var entries = new List<LedgerEntry>();
        long current = 0;
        while (reader.Read())
        {
            long planId = reader.GetInt64(0);
            if (planId != current && entries.Count > 0)
            {
                Close();
            }

            current = planId;
            EntryKind kind = EntryKinds.Parse(reader.GetString(3));
            entries.Add(new LedgerEntry(
                reader.GetInt64(1),
                reader.GetInt64(2),
                kind,
                reader.GetInt64(4),
                database.ReadDate(reader, 5),
                kind != EntryKind.Reversal || reader.IsDBNull(6) ? null : reader.GetInt64(6)));
        }

        if (entries.Count > 0)
        {
            Close();
        }

        void Close()
        {
            ledgers.Add(current, [.. entries]);
            entries.Clear();
        }
    }

    public PlanSnapshot ToSnapshot(PlanRow plan)
    {
        (Installment[] installments, InstallmentStatus[] statuses) = schedules.GetValueOrDefault(plan.PlanId, ([], []));
        return new PlanSnapshot(
            plan.PlanId,
            plan.PlanReference,
            plan.CustomerId,
            plan.Product,
            plan.Currency,
            installments,
            statuses,
            ledgers.GetValueOrDefault(plan.PlanId, []));
    }
}
