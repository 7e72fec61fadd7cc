namespace Worker.Servicing.Runs;

/// <summary>Something that did not go as it should, for an operator.</summary>
/// <param name="Subject">What it is about: <c>installment 123</c>, an order number. Never a name, an address or a token.</param>
public sealed record RunError(string Code, string Subject, string? Detail, bool IsSetAside = false);
