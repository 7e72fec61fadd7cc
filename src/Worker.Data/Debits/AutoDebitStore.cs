using Worker.Data.Jobs;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;

namespace Worker.Data.Debits;

public sealed class AutoDebitStore(Database database) : IAutoDebitStore
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<long>> PartitionAsync(AutoDebitQuery query, int sliceSize, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (IReadOnlyList<long>)[.. await connection.QueryAsync<long>(
                statements["auto-debit/partition"], new { query.BusinessDate, query.OldestDueOn, query.LatestDueOn, SliceSize = sliceSize })],
            cancellationToken);

    public Task<IReadOnlyList<DebitCandidate>> ReadCandidatesAsync(
        AutoDebitQuery query, KeyRange range, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                CandidateRow[] rows = [.. await connection.QueryAsync<CandidateRow>(
                    statements["auto-debit/read-candidates"],
                    new { query.BusinessDate, query.OldestDueOn, query.LatestDueOn, range.After, range.To })];
                ILookup<long, GivenNotice> notices = await connection.ReadNoticesAsync(
                    database, [.. rows.Where(row => row.HasNotices).Select(row => row.InstallmentId)]);
                return (IReadOnlyList<DebitCandidate>)Array.ConvertAll(rows, row => row.ToCandidate(notices));
            },
            cancellationToken);

    public Task<ILookup<long, EarlierAttempt>> ReadAttemptsOfInstallmentsAsync(
        IReadOnlyCollection<long> installmentIds, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QueryInBatchesAsync<EarlierAttempt>(statements["auto-debit/read-attempts-of-installments"], installmentIds))
                .ToLookup(attempt => attempt.InstallmentId),
            cancellationToken);

    public Task<ILookup<long, DateTimeOffset>> ReadAttemptsOfMethodsAsync(
        IReadOnlyCollection<long> paymentMethodIds, DateTimeOffset from, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                var rows = new List<SentRow>();
                foreach (long[] batch in paymentMethodIds.Chunk(Database.BatchSize))
                {
                    rows.AddRange(await connection.QueryAsync<SentRow>(
                        statements["auto-debit/read-attempts-of-methods"], new { Ids = Database.Batch(batch), From = from }));
                }

                return rows.ToLookup(row => row.PaymentMethodId, row => row.SentAt);
            },
            cancellationToken);

    public Task<OpenedDebits> OpenAttemptsAsync(
        SliceLease lease,
        DateOnly businessDate,
        IReadOnlyList<DecidedDebit> debits,
        IReadOnlyDictionary<string, long> maximumAmounts,
        DateTimeOffset firstAskAt,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.AdvanceAsync(database, new SliceStep(lease, lease.Left.After, new RunCounters()), now);
                await transaction.LockFactsAsync(database, debits);
                IReadOnlySet<string> unmoved = await transaction.FindUnmovedAsync(database, lease, businessDate, debits);
                (List<DebitAttempt> affordable, string? limited) = await LimitAsync(
                    transaction, lease.RunId, debits.Select(debit => debit.Attempt).Where(attempt => unmoved.Contains(attempt.OrderNumber)), maximumAmounts);
                IReadOnlySet<string> opened = await InsertAsync(transaction, lease.RunId, affordable, firstAskAt);
                return new OpenedDebits(
                    opened,
                    debits.Select(debit => debit.Attempt.OrderNumber).Where(number => !unmoved.Contains(number)).ToHashSet(StringComparer.Ordinal),
                    affordable.Count - opened.Count,
                    limited);
            },
            cancellationToken);

    public Task<IReadOnlySet<string>> FindUnmovedAsync(
        SliceLease lease, DateOnly businessDate, IReadOnlyList<DecidedDebit> debits, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.FindUnmovedAsync(database, lease, businessDate, debits), cancellationToken);

    public Task<IReadOnlySet<string>> ReadSwitchesOffAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (IReadOnlySet<string>)(await connection.QueryAsync<string>(statements["switch/switches-off"]))
                .ToHashSet(StringComparer.Ordinal),
            cancellationToken);

    /// <summary>Leaves out what would pass the run's limit; debits of every host count, under way or in doubt included.</summary>
    private async Task<(List<DebitAttempt> Affordable, string? Limited)> LimitAsync(
        DatabaseSession transaction, long runId, IEnumerable<DebitAttempt> attempts, IReadOnlyDictionary<string, long> maximumAmounts)
    {
        if (maximumAmounts.Count == 0)
        {
            return ([.. attempts], null);
        }

        Dictionary<string, long> debited = (await transaction.QueryAsync<TallyRow>(
            statements["auto-debit/debited-amounts"], new { RunId = runId })).ToDictionary(row => row.Currency, row => row.Value, StringComparer.Ordinal);
        var affordable = new List<DebitAttempt>();
        string? limited = null;
        foreach (DebitAttempt attempt in attempts)
        {
            string currency = attempt.Amount.Currency.Code;
            long total = debited.GetValueOrDefault(currency) + attempt.Amount.Minor;
            if (maximumAmounts.TryGetValue(currency, out long maximum) && total > maximum)
            {
                limited = currency;
                continue;
            }

            debited[currency] = total;
            affordable.Add(attempt);
        }

        return (affordable, limited);
    }

    /// <returns>The order numbers that took their installment's only place for an open debit.</returns>
    private async Task<IReadOnlySet<string>> InsertAsync(
        DatabaseSession transaction, long runId, IReadOnlyList<DebitAttempt> attempts, DateTimeOffset firstAskAt)
    {
        var opened = new HashSet<string>(StringComparer.Ordinal);
        foreach (DebitAttempt[] batch in attempts.Chunk(Database.BatchSize))
        {
            AttemptRow[] rows = Array.ConvertAll(batch, AttemptRow.Of);
            HashSet<string> free = [.. await transaction.QueryAsync<string>(
                statements["auto-debit/open-debits"], new { Batch = Database.Batch(rows), FirstAskAt = firstAskAt })];
            await transaction.ExecuteAsync(
                statements["auto-debit/insert-attempts"],
                new { Batch = Database.Batch(rows.Where(row => free.Contains(row.OrderNumber))), RunId = runId });
            opened.UnionWith(free);
        }

        return opened;
    }

    private sealed class CandidateRow
    {
        public long InstallmentId { get; init; }

        public long PlanId { get; init; }

        public long CustomerId { get; init; }

        public DateOnly DueOn { get; init; }

        public long? PaymentMethodId { get; init; }

        public bool AllowsFallback { get; init; }

        public bool IsDueSoonSent { get; init; }

        public bool HasNotices { get; init; }

        public DebitCandidate ToCandidate(ILookup<long, GivenNotice> notices) => new()
        {
            InstallmentId = InstallmentId,
            PlanId = PlanId,
            CustomerId = CustomerId,
            DueOn = DueOn,
            PaymentMethodId = PaymentMethodId,
            AllowsFallback = AllowsFallback,
            IsDueSoonSent = IsDueSoonSent,
            Notices = [.. notices[InstallmentId]],
        };
    }

    private sealed class SentRow
    {
        public long PaymentMethodId { get; init; }

        public DateTimeOffset SentAt { get; init; }
    }

    private sealed record AttemptRow(
        string OrderNumber,
        long InstallmentId,
        long PaymentMethodId,
        string Channel,
        long Amount,
        string Currency,
        string Token,
        string Description,
        DateOnly BusinessDate,
        DateTimeOffset SentAt,
        string? NoticeNumber,
        long Rest)
    {
        public static AttemptRow Of(DebitAttempt attempt) => new(
            attempt.OrderNumber,
            attempt.InstallmentId,
            attempt.PaymentMethodId,
            attempt.Channel,
            attempt.Amount.Minor,
            attempt.Amount.Currency.Code,
            attempt.Token,
            attempt.Description,
            attempt.BusinessDate,
            attempt.SentAt,
            attempt.NoticeNumber,
            attempt.Rest);
    }
}
