namespace Worker.Servicing.Messages;

/// <summary>A message on its way into the outbox. Its key is unique there: the same mail is never written twice (law).</summary>
/// <param name="Key">Kind, installment, and business date, order number or ledger entry.</param>
public sealed record OutboxMessage(
    string Key,
    MessageKind Kind,
    long CustomerId,
    long PlanId,
    long InstallmentId,
    bool IsCourtesy,
    MessageFacts Facts)
{
    /// <summary>It is kept back until then; null for not at all.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>A message of which there is one per installment and business date.</summary>
    public static string KeyFor(MessageKind kind, long installmentId, DateOnly businessDate) =>
        $"{kind.Name()}:{installmentId}:{businessDate:yyyy-MM-dd}";

    /// <summary>A message of which there is one per ledger entry.</summary>
    public static string KeyFor(MessageKind kind, long installmentId, long entryId) => $"{kind.Name()}:{installmentId}:{entryId}";

    /// <summary>A message of which there is one per debit attempt.</summary>
    public static string KeyFor(MessageKind kind, long installmentId, string orderNumber) =>
        $"{kind.Name()}:{installmentId}:{orderNumber}";
}
