using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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

/// <summary>The schema scripts that this build carries: <c>sql/&lt;provider&gt;/schema/NNNN_name.sql</c>.</summary>
public static class MigrationScripts
{
    public static IReadOnlyList<Migration> For(DatabaseProvider provider)
    {
        string folder = $"sql/{(provider == DatabaseProvider.Sqlite ? "sqlite" : "sqlserver")}/schema/";
        return [.. Statements.ResourcesUnder(folder).Select(path => Read(path, path[folder.Length..]))];
    }

    private static Migration Read(string path, string file)
    {
        string script = Statements.ReadResource(path)!.ReplaceLineEndings("\n");
        string name = Path.GetFileNameWithoutExtension(file);
        int version = int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture);
        return new Migration(version, name[5..], script, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script))));
    }
}
