using System.Net;
using System.Net.Sockets;
using Worker.Testing.Databases;

namespace Worker.Tests.Site;

public sealed class AccessTests
{
    [DatabaseTheory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    public async Task A_request_that_was_passed_on_is_refused_everything_but_health(string header, string value)
    {
        await using ServedSite site = await ServedSite.StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/live"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/ready"));

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add(header, value);
            using HttpResponseMessage response = await site.Client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [DatabaseFact]
    public async Task A_request_from_another_address_is_refused_everything_but_health()
    {
        IPAddress[] own = [.. (await Dns.GetHostAddressesAsync(Dns.GetHostName(), AddressFamily.InterNetwork)).Where(address => !IPAddress.IsLoopback(address))];
        Assert.SkipWhen(own.Length == 0, "This machine has no address but loopback.");
        await using ServedSite site = await ServedSite.StartAsync("http://0.0.0.0:0");
        using var outside = new HttpClient { BaseAddress = new Uri($"http://{own[0]}:{site.Port}") };

        using HttpResponseMessage page = await outside.GetAsync("/");
        using HttpResponseMessage live = await outside.GetAsync("/health/live");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (page.StatusCode, live.StatusCode));
        Assert.DoesNotContain("auto-debit", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync("/")).StatusCode);
    }

    [DatabaseFact]
    public async Task Health_follows_the_database()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync("/health/ready")).StatusCode);

        site.Book.Execute("delete from schema_migration where version = (select max(version) from schema_migration)");

        using HttpResponseMessage ready = await site.Client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("Unhealthy", await ready.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync("/health/live")).StatusCode);
    }
}
