using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Worker.Data.Migrations;

/// <summary>The schema scripts that this build carries: <c>sql/&lt;provider&gt;/schema/NNNN_name.sql</c>.</summary>
public static class MigrationScripts
{
    /// <summary>Every script of a provider, in order.</summary>
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
