using Worker.Data.Jobs;
using Worker.Data.Messages;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Messages;

namespace Worker.Data.Ledger;

public sealed class OverdueStore(Database database) : IOverdueStore
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<long>> PartitionAsync(OverdueQuery query, int sliceSize, CancellationToken cancellationToken) =>
        database.ListAsync<long>(
            statements["overdue/partition"], new { query.DueBy, query.OverdueBy, query.LedgerMark, SliceSize = sliceSize }, cancellationToken);

    public Task<IReadOnlyList<OverdueCandidate>> ReadCandidatesAsync(
        OverdueQuery query, KeyRange range, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (IReadOnlyList<OverdueCandidate>)[.. (await connection.QueryAsync<InstallmentRow>(
                    statements["overdue/read-candidates"], new { query.DueBy, query.OverdueBy, range.After, range.To }))
                .Select(row => new OverdueCandidate(row.PlanId, row.Product, row.ToInstallment(), InstallmentStatuses.Parse(row.Status)))],
            cancellationToken);

    public Task<IReadOnlyList<long>> ReadTouchedPlansAsync(OverdueQuery query, KeyRange range, CancellationToken cancellationToken) =>
        database.ListAsync<long>(statements["overdue/read-touched-plans"], new { query.LedgerMark, range.After, range.To }, cancellationToken);

    public Task<IReadOnlyList<BookedEntry>> ReadBookedAsync(OverdueQuery query, KeyRange range, CancellationToken cancellationToken) =>
        database.ListAsync<BookedEntry>(statements["overdue/read-booked"], new { query.LedgerMark, range.After, range.To }, cancellationToken);

    public Task WriteAsync(
        SliceStep step,
        IReadOnlyList<StatusChange> changes,
        IReadOnlyList<OutboxMessage> messages,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.AdvanceAsync(database, step, now);
                await transaction.WriteStatusesAsync(database, changes);
                await transaction.WriteMessagesAsync(database, messages, now);
            },
            cancellationToken);

    private sealed class InstallmentRow
    {
        public long PlanId { get; init; }

        public string Product { get; init; } = "";

        public long InstallmentId { get; init; }

        public int Number { get; init; }

        public DateOnly DueOn { get; init; }

        public long Principal { get; init; }

        public long Interest { get; init; }

        public string Status { get; init; } = "";

        public DateOnly? WrittenOffOn { get; init; }

        public Installment ToInstallment() => new(InstallmentId, Number, DueOn, Principal, Interest, WrittenOffOn);
    }
}
