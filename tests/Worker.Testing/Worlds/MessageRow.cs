namespace Worker.Testing.Worlds;

/// <summary>A message of the outbox, as far as tests ask.</summary>
public sealed class MessageRow
{
    public long MessageId { get; init; }

    public string MessageKey { get; init; } = "";

    public string Kind { get; init; } = "";

    public long CustomerId { get; init; }

    public long InstallmentId { get; init; }

    public string State { get; init; } = "";

    public DateTimeOffset? NextTryAt { get; init; }

    public int Tries { get; init; }

    public string? Detail { get; init; }

    public string Facts { get; init; } = "";
}
