namespace Worker.Servicing.Comparison;

/// <param name="Line">Where its record starts in the file; the header is line 1.</param>
/// <param name="OrderNumber">The order it is about.</param>
/// <param name="Currency">ISO code; null where the file does not say.</param>
public sealed record StatementLine(long Line, string OrderNumber, string Amount, string? Currency, string Status, DateTimeOffset CompletedAt);
