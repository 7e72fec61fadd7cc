namespace Worker.Site.Access;

internal static class Listener
{
    private const string Section = "Kestrel";
    private const string Endpoints = "Endpoints";

    /// <summary>
    /// Has it listen at <paramref name="url"/> and nowhere else. Certificates and limits of the web server's own section hold;
    /// endpoints there, in the environment too, open nothing: the rules of <c>Ops:Url</c> would not have been asked of them.
    /// </summary>
    public static void ListenOnlyAt(this WebApplicationBuilder builder, string url)
    {
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel((context, options) =>
        {
            IEnumerable<KeyValuePair<string, string?>> rest = context.Configuration.GetSection(Section).AsEnumerable(makePathsRelative: true)
                .Where(entry => entry.Value is not null && !entry.Key.StartsWith($"{Endpoints}:", StringComparison.OrdinalIgnoreCase));
            options.Configure(new ConfigurationBuilder().AddInMemoryCollection(rest).Build());
        });
    }
}
