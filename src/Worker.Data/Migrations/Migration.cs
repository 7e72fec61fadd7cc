using System.Text.RegularExpressions;

namespace Worker.Data.Migrations;

/// <param name="Version">1 for the first; without gaps.</param>
/// <param name="Checksum">SHA-256 of the script with line feeds as line ends, in hex.</param>
public sealed partial record Migration(int Version, string Name, string Script, string Checksum)
{
    /// <summary>The parts that are sent one after the other: SQL Server wants some statements alone, and scripts part them with lines of <c>GO</c>.</summary>
    public IReadOnlyList<string> Batches =>
        [.. BatchEnd().Split(Script).Select(batch => batch.Trim()).Where(batch => batch.Length > 0)];

    [GeneratedRegex(@"^[ \t]*GO[ \t]*;?[ \t]*$", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex BatchEnd();
}
