using Worker.Data.Jobs;
using Worker.Servicing.Currencies;
using Worker.Servicing.Debits;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Jobs;

namespace Worker.Data.Debits;

public sealed class ReconciliationStore(Database database) : IReconciliationStore
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<long>> PartitionAsync(DateTimeOffset now, int sliceSize, CancellationToken cancellationToken) =>
        database.ListAsync<long>(statements["reconciliation/partition"], new { Now = now, SliceSize = sliceSize }, cancellationToken);

    public Task<IReadOnlyList<OpenDebit>> ReadDueAsync(DateTimeOffset now, KeyRange range, CancellationToken cancellationToken) =>
        ReadAsync("reconciliation/read-due", new { Now = now, range.After, range.To }, cancellationToken);

    public Task<IReadOnlyList<OpenDebit>> ReadOfRunAsync(long runId, KeyRange customers, CancellationToken cancellationToken) =>
        ReadAsync("reconciliation/read-of-run", new { RunId = runId, customers.After, customers.To }, cancellationToken);

    public Task<DoubtAges> ReadAgesAsync(DateTimeOffset warnBefore, DateTimeOffset alarmBefore, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QuerySingleOrDefaultAsync<AgesRow>(
                statements["reconciliation/read-ages"], new { WarnBefore = warnBefore, AlarmBefore = alarmBefore }))?.ToAges() ?? DoubtAges.None,
            cancellationToken);

    public Task<IReadOnlySet<string>> ReopenAsync(
        SliceLease lease,
        DateOnly businessDate,
        IReadOnlyList<DecidedDebit> debits,
        DateTimeOffset now,
        DateTimeOffset machineNow,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.AdvanceAsync(database, new SliceStep(lease, lease.Left.After, new RunCounters()), now);
                await transaction.LockFactsAsync(database, debits);
                IReadOnlySet<string> unmoved = await transaction.FindUnmovedAsync(database, lease, businessDate, debits);
                var marked = new HashSet<string>(StringComparer.Ordinal);
                foreach (string[] batch in unmoved.Chunk(Database.BatchSize))
                {
                    string[] open = [.. await transaction.QueryAsync<string>(
                        statements["reconciliation/mark-lost"],
                        new { Batch = Database.Batch(batch), lease.RunId, lease.Number, MachineNow = machineNow })];
                    await transaction.ExecuteAsync(
                        statements["reconciliation/count-resend"], new { Batch = Database.Batch(open), Now = now });
                    marked.UnionWith(open);
                }

                return (IReadOnlySet<string>)marked;
            },
            cancellationToken);

    private Task<IReadOnlyList<OpenDebit>> ReadAsync(string statement, object parameters, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (IReadOnlyList<OpenDebit>)[.. (await connection.QueryAsync<OpenRow>(statements[statement], parameters))
                .Select(row => row.ToOpenDebit())],
            cancellationToken);

    private sealed class AgesRow
    {
        public string OrderNumber { get; init; } = "";

        public string Channel { get; init; } = "";

        public DateTimeOffset SentAt { get; init; }

        public long Total { get; init; }

        public long Warned { get; init; }

        public long Alarmed { get; init; }

        public DoubtAges ToAges() => new(Total - Warned - Alarmed, Warned, Alarmed, new OldestDoubt(OrderNumber, Channel, SentAt));
    }

    private sealed class OpenRow : AttemptRow
    {
        public string State { get; init; } = "";

        public DateTimeOffset LastSentAt { get; init; }

        public long? DesignatedMethodId { get; init; }

        public bool AllowsFallback { get; init; }

        public bool Autopay { get; init; }

        public OpenDebit ToOpenDebit() => new(ToAttempt(), AttemptStates.Parse(State), LastSentAt, DesignatedMethodId, AllowsFallback, Autopay);
    }
}

internal class AttemptRow
{
    public string OrderNumber { get; init; } = "";

    public long InstallmentId { get; init; }

    public long PlanId { get; init; }

    public long CustomerId { get; init; }

    public long PaymentMethodId { get; init; }

    public string Channel { get; init; } = "";

    public long Amount { get; init; }

    public string Currency { get; init; } = "";

    public string Token { get; init; } = "";

    public string Description { get; init; } = "";

    public DateOnly BusinessDate { get; init; }

    public DateTimeOffset SentAt { get; init; }

    public DebitAttempt ToAttempt() => new()
    {
        OrderNumber = OrderNumber,
        InstallmentId = InstallmentId,
        PlanId = PlanId,
        CustomerId = CustomerId,
        PaymentMethodId = PaymentMethodId,
        Channel = Channel,
        Amount = new Money(Amount, Servicing.Currencies.Currency.Parse(Currency)),
        Token = Token,
        Description = Description,
        BusinessDate = BusinessDate,
        SentAt = SentAt,
    };
}
