using System.Text.Json.Serialization;
using Worker.Channels.Contract;

namespace Worker.Channels.Sandbox;

/// <summary>
/// One line of the sandbox's journal: an order that arrived (<see cref="Debit"/>), a pending one that settled
/// (<see cref="Status"/> alone), one more POST that is only counted, or a notice under its own number.
/// </summary>
internal sealed record JournalLine(string OrderNo)
{
    public DebitRequest? Debit { get; init; }

    public NoticeRequest? Notice { get; init; }

    public int? Attempts { get; init; }

    public string? Status { get; init; }

    public string? DeclineCode { get; init; }

    public string? AdviceCode { get; init; }

    public DateTimeOffset? SettlesAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;
