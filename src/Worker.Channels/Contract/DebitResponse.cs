using System.Text.Json;
using System.Text.Json.Serialization;

namespace Worker.Channels.Contract;

/// <summary>The body of a 200, to the POST and to the GET.</summary>
internal sealed record DebitResponse(string? OrderNo, string? Status, string? Reference, string? DeclineCode, DateTimeOffset? CompletedAt)
{
    public string? AdviceCode { get; init; }

    /// <summary>May be missing. Read of whatever type it is, so that a wrong one is noticed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Amount { get; init; }

    /// <summary>As <see cref="Amount"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Currency { get; init; }
}
