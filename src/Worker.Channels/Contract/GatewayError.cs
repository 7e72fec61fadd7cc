namespace Worker.Channels.Contract;

/// <summary>The body of a refusal: a word for programs and a sentence for people. Never repeats what was sent.</summary>
/// <param name="OrderNo">The order number it is about, when there is a valid one.</param>
internal sealed record GatewayError(string Error, string Message, string? OrderNo = null);
