using Worker.Data.Queries;
using Worker.Servicing.Calendar;
using Worker.Servicing.Ledger;

namespace Worker.Ops.Accounts;

/// <summary>What the pages of customers, plans and installments read.</summary>
internal sealed record AccountPages(
    AccountReader Accounts, CorrespondenceReader Correspondence, IBookReader Book, LedgerRules Rules, BusinessZone Zone, TimeProvider Time)
{
    private const int Rows = 25;

    public DateOnly Today => Zone.DateAt(Time.GetUtcNow());

    public async Task<KeyPage<MessageLine>> MessagesAsync(long customerId, long? installmentId, long? before, CancellationToken cancellationToken) =>
        KeyPage<MessageLine>.Of(
            await Correspondence.ReadMessagesAsync(customerId, installmentId, before ?? long.MaxValue, Rows + 1, cancellationToken), Rows, message => message.MessageId);

    public async Task<KeyPage<AuditLine>> AuditAsync(IReadOnlyCollection<string> subjects, long? before, CancellationToken cancellationToken) =>
        KeyPage<AuditLine>.Of(await Correspondence.ReadAuditAsync(subjects, before ?? long.MaxValue, Rows + 1, cancellationToken), Rows, line => line.AuditId);
}
