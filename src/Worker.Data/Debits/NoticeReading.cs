using Worker.Servicing.Debits;

namespace Worker.Data.Debits;

internal static class NoticeReading
{
    /// <summary>By installment, oldest first.</summary>
    public static async Task<ILookup<long, GivenNotice>> ReadNoticesAsync(
        this DatabaseSession connection, Database database, IReadOnlyCollection<long> installmentIds) =>
        (await connection.QueryInBatchesAsync<NoticeRow>(database.Statements["notice-reading/read-notices"], installmentIds))
            .ToLookup(row => row.InstallmentId, row => row.ToNotice());

    private sealed class NoticeRow
    {
        public string NoticeNumber { get; init; } = "";

        public long InstallmentId { get; init; }

        public long PaymentMethodId { get; init; }

        public string Token { get; init; } = "";

        public long Amount { get; init; }

        public string Currency { get; init; } = "";

        public DateOnly DebitFrom { get; init; }

        public DateOnly DebitUntil { get; init; }

        public string State { get; init; } = "";

        public DateTimeOffset? AcceptedAt { get; init; }

        public bool IsByMessage { get; init; }

        public long Used { get; init; }

        public GivenNotice ToNotice() => new()
        {
            NoticeNumber = NoticeNumber,
            InstallmentId = InstallmentId,
            PaymentMethodId = PaymentMethodId,
            Token = Token,
            Amount = Amount,
            Currency = Currency,
            DebitFrom = DebitFrom,
            DebitUntil = DebitUntil,
            State = Enum.Parse<NoticeState>(State, ignoreCase: true),
            AcceptedAt = AcceptedAt,
            IsByMessage = IsByMessage,
            Used = Used,
        };
    }
}
