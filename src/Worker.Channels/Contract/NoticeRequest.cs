namespace Worker.Channels.Contract;

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
