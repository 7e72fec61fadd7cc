using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Worker.Composition;
using Worker.Data;
using Worker.Data.Migrations;
using Worker.Site;
using Worker.Testing;
using Worker.Tests.Configuration;
using Worker.Tests.Jobs;

namespace Worker.Tests.Site;

/// <summary>The ops site over HTTP, with a database behind it.</summary>
public sealed class ServedSite : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly WebApplication site;

    private ServedSite(string url)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddWorker(Configured.Settings(("Database:ConnectionString", folder.File("worker.db"))), TimeProvider.System).AddOpsSite();
        site = builder.Build();
        site.MapOpsSite();
    }

    public int Port => new Uri(site.Urls.Single().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)).Port;

    public HttpClient Client { get; private set; } = null!;

    public TestBook Book => new(site.Services.GetRequiredService<Database>());

    public static async Task<ServedSite> StartAsync(string url = "http://127.0.0.1:0")
    {
        var served = new ServedSite(url);
        await served.site.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await served.site.StartAsync();
        served.Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{served.Port}") };
        return served;
    }

    /// <summary>The status page, read as strictly as a parser can.</summary>
    public async Task<IHtmlDocument> PageAsync() =>
        new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(await Client.GetStringAsync("/"));

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await site.StopAsync();
        await site.DisposeAsync();
        folder.Dispose();
    }
}
