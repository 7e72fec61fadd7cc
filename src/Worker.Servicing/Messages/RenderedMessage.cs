namespace Worker.Servicing.Messages;

/// <param name="MessageId">The value of <c>Message-ID</c> without angle brackets, derived from the outbox key: a copy can be recognised.</param>
public sealed record RenderedMessage(string MessageId, Recipient Recipient, string Subject, string Text, string Html, bool IsCourtesy);
