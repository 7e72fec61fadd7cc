using Dapper;

namespace Worker.Data;

/// <summary>
/// Texts that are compared with columns of one-byte characters: codes, states, order numbers. As Unicode they would make SQL Server
/// convert the column instead of seeking in its index.
/// </summary>
internal static class AnsiText
{
    public static DbString Ansi(this string? text) => new() { Value = text, IsAnsi = true };
}
