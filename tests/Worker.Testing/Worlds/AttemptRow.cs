namespace Worker.Testing.Worlds;

/// <summary>A debit attempt, as far as tests ask.</summary>
public sealed class AttemptRow
{
    public string OrderNo { get; init; } = "";

    public long InstallmentId { get; init; }

    public long PaymentMethodId { get; init; }

    public long Amount { get; init; }

    public DateOnly BusinessDate { get; init; }

    public DateTimeOffset SentAt { get; init; }

    public string State { get; init; } = "";

    public string? DeclineCode { get; init; }

    public string? DeclineCategory { get; init; }

    public long RunId { get; init; }
}
