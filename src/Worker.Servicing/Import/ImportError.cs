using System.Globalization;

namespace Worker.Servicing.Import;

/// <param name="Line">The line its record starts on, the header being line 1; 0 when it is about the file as such.</param>
/// <param name="Column">The column's name; empty when <paramref name="Line"/> is 0.</param>
public sealed record ImportError(string File, long Line, string Column, string What)
{
    /// <summary><c>file:line: column: what is wrong</c>, or <c>file: what is wrong</c>.</summary>
    public override string ToString() => Line == 0
        ? $"{File}: {What}"
        : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Column}: {What}");
}
