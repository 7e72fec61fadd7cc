namespace Worker.Servicing.Messages;

/// <summary>A message ready for a transport.</summary>
/// <param name="MessageId">The value of <c>Message-ID</c> without angle brackets, derived from the outbox key: a copy can be recognised.</param>
/// <param name="Recipient">Who it goes to.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The plain-text body.</param>
/// <param name="Html">The HTML body.</param>
/// <param name="IsCourtesy">Courtesy kinds carry <c>List-Unsubscribe</c>.</param>
public sealed record RenderedMessage(string MessageId, Recipient Recipient, string Subject, string Text, string Html, bool IsCourtesy);
