using System.Reflection;

namespace Worker.Site;

/// <summary>The files that pages need, out of the assembly itself. Anybody may have them.</summary>
internal static class SiteAssets
{
    /// <summary>The stylesheet of every page.</summary>
    public const string StylesheetPath = "/assets/site.css";

    /// <summary>Maps them.</summary>
    public static void MapSiteAssets(this IEndpointRouteBuilder site)
    {
        byte[] stylesheet = Read("site.css");
        site.MapGet(StylesheetPath, (HttpResponse response) =>
        {
            response.Headers.CacheControl = "max-age=3600";
            return TypedResults.Bytes(stylesheet, "text/css; charset=utf-8");
        }).AllowAnonymous();
    }

    private static byte[] Read(string name)
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        resource.CopyTo(memory);
        return memory.ToArray();
    }
}
