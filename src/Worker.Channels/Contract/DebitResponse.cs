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

/// <summary>The body of <c>POST /v1/debits</c>; its properties are written in this order, always.</summary>
internal sealed record DebitRequest(string OrderNo, long Amount, string Currency, string Token, string Description)
{
    /// <summary>The order without its token, safe for a log.</summary>
    public override string ToString() => $"{OrderNo} {Amount} {Currency}";
}

internal static class DebitStatus
{
    public const string Succeeded = "succeeded";
    public const string Declined = "declined";
    public const string Pending = "pending";
}

/// <summary>The body of <c>POST /v1/notices</c>; its properties are written in this order, always.</summary>
internal sealed record NoticeRequest(string NoticeNo, string Token, long Amount, string Currency, DateOnly DebitFrom, DateOnly DebitUntil)
{
    /// <summary>The notice without its token, safe for a log.</summary>
    public override string ToString() => $"{NoticeNo} {Amount} {Currency}";
}

/// <summary>The body of a 200 to a notice.</summary>
internal sealed record NoticeResponse(string? NoticeNo, string? Status)
{
    public const string Accepted = "accepted";
    public const string Refused = "refused";
}
