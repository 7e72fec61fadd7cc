using System.Text.Json;
using Worker.Servicing.Messages;
using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

internal sealed class KeptMessageRow
{
    public long MessageId { get; init; }

    public string MessageKey { get; init; } = "";

    public string Kind { get; init; } = "";

    public bool Courtesy { get; init; }

    public string Facts { get; init; } = "";

    public string State { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public int Tries { get; init; }

    public string? Detail { get; init; }

    public long CustomerId { get; init; }

    public long PlanId { get; init; }

    public long InstallmentId { get; init; }

    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public string Language { get; init; } = "";

    public bool IsPaid { get; init; }

    public bool HasBadAddress { get; init; }

    public bool CourtesyOff { get; init; }

    public KeptMessage ToMessage() => new()
    {
        MessageId = MessageId,
        Key = MessageKey,
        Kind = MessageKinds.Parse(Kind),
        IsCourtesy = Courtesy,
        Facts = JsonSerializer.Deserialize<MessageFacts>(Facts, BatchJson.Options)!,
        State = State,
        CreatedAt = CreatedAt,
        FinishedAt = FinishedAt,
        NextTryAt = NextTryAt,
        Tries = Tries,
        Detail = Detail,
        CustomerId = CustomerId,
        PlanId = PlanId,
        InstallmentId = InstallmentId,
        Recipient = new Recipient(Name, Email, Language),
        IsPaid = IsPaid,
        HasBadAddress = HasBadAddress,
        CourtesyOff = CourtesyOff,
    };
}
