using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Worker.Ops;

/// <summary>
/// The files that pages need, out of the assembly itself. Anybody may have them. The stylesheet is <c>site.css</c> and what each
/// page adds in its own folder, in the order of their names; so is the script. What they hold is part of their address, so
/// browsers keep them for good.
/// </summary>
internal static class SiteAssets
{
    private const string Folder = "site/";
    private static readonly Asset Stylesheet = Asset.Of(".css", "text/css; charset=utf-8");
    private static readonly Asset Script = Asset.Of(".js", "text/javascript; charset=utf-8");

    public static string StylesheetPath => Stylesheet.Path;

    /// <summary>The script of every page; all of them work without.</summary>
    public static string ScriptPath => Script.Path;

    public static void MapSiteAssets(this IEndpointRouteBuilder site)
    {
        foreach (Asset asset in new[] { Stylesheet, Script })
        {
            site.MapGet(asset.Path, (HttpResponse response) =>
            {
                response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return TypedResults.Bytes(asset.Content, asset.Type, entityTag: asset.Tag);
            }).AllowAnonymous();
        }
    }

    private sealed record Asset(string Path, string Type, byte[] Content, EntityTagHeaderValue Tag)
    {
        public static Asset Of(string extension, string type)
        {
            Assembly home = Assembly.GetExecutingAssembly();

            // Where it is built on Windows, the folders of a resource's name are parted as paths are there.
            IEnumerable<string> parts = home.GetManifestResourceNames()
                .Where(name => name.Replace('\\', '/').StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(extension, StringComparison.Ordinal))
                .OrderBy(name => name == Folder + "site" + extension ? 0 : 1)
                .ThenBy(name => name.Replace('\\', '/'), StringComparer.Ordinal);
            byte[] content = Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(name => Read(home, name))));
            string hash = Convert.ToHexStringLower(SHA256.HashData(content))[..16];
            return new Asset($"/assets/site.{hash}{extension}", type, content, new EntityTagHeaderValue($"\"{hash}\""));
        }

        private static string Read(Assembly home, string name)
        {
            using var reader = new StreamReader(home.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }
}
