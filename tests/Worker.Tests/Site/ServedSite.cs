using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Worker.Composition;
using Worker.Configuration;
using Worker.Data;
using Worker.Site;
using Worker.Testing.Databases;
using Worker.Tests.Configuration;
using Worker.Tests.Jobs;

namespace Worker.Tests.Site;

/// <summary>The ops site over HTTP, with a database behind it.</summary>
public sealed class ServedSite : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly WebApplication site;

    private ServedSite(TestDatabase database, string url)
    {
        this.database = database;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        WorkerSettings settings = Configured.Settings(
            ("Database:Provider", $"{database.Provider}"), ("Database:ConnectionString", database.ConnectionString));
        builder.Services.AddWorker(settings, TimeProvider.System).AddOpsSite();
        site = builder.Build();
        site.MapOpsSite();
    }

    public int Port => new Uri(site.Urls.Single().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)).Port;

    public HttpClient Client { get; private set; } = null!;

    public TestBook Book => new(site.Services.GetRequiredService<Database>());

    public static async Task<ServedSite> StartAsync(string url = "http://127.0.0.1:0")
    {
        var served = new ServedSite(await TestDatabase.CreateAsync(), url);
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
        await database.DisposeAsync();
    }
}
