namespace Worker.Servicing.Comparison;

/// <summary>One line of a channel's statement.</summary>
/// <param name="Line">Where its record starts in the file; the header is line 1.</param>
/// <param name="OrderNumber">The order it is about.</param>
/// <param name="Amount">Major units, as found.</param>
/// <param name="Currency">ISO code; null where the file does not say.</param>
/// <param name="Status"><c>succeeded</c>, <c>declined</c> or <c>pending</c>.</param>
/// <param name="CompletedAt">When, by the channel's clock.</param>
public sealed record StatementLine(long Line, string OrderNumber, string Amount, string? Currency, string Status, DateTimeOffset CompletedAt);
