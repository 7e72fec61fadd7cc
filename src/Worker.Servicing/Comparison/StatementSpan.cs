namespace Worker.Servicing.Comparison;

public readonly record struct StatementSpan(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>True when the channel can have completed the order at no other time: it was sent and settled within the span.</summary>
    public bool Covers(LedgerOrder order) => order.SentAt >= From && (order.SettledAt ?? DateTimeOffset.MaxValue) <= To;
}
