namespace Worker.Channels.Contract;

/// <summary>The body of a 200, to the POST and to the GET.</summary>
internal sealed record DebitResponse(string? OrderNo, string? Status, string? Reference, string? DeclineCode, DateTimeOffset? CompletedAt);
