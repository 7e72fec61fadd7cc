using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Worker.Tests.Site.Access;

/// <summary>Where nobody can sign in, who sits at the machine may do everything, and nobody else anything.</summary>
public sealed class LoopbackTests
{
    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("X-Forwarded-Prefix", "/")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("X-Original-For", "127.0.0.1:5")]
    [InlineData("True-Client-IP", "127.0.0.1")]
    [InlineData("CF-Connecting-IP", "127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "ops.example.com")]
    [InlineData("Host", "localhost.example.com")]
    [InlineData("Host", "127.0.0.1.example.com")]
    [InlineData("Host", "192.0.2.1")]
    [InlineData("Origin", "https://evil.example.com")]
    [InlineData("Origin", "null")]
    [InlineData(SimulatedConnection.Remote, "192.0.2.7")]
    [InlineData(SimulatedConnection.Remote, "::ffff:192.0.2.7")]
    [InlineData(SimulatedConnection.Remote, "none")]
    [InlineData(SimulatedConnection.Local, "192.0.2.1")]
    public async Task A_request_that_was_passed_on_is_refused_everything_but_health(string header, string value)
    {
        await using ServedSite site = await ServedSite.StartAsync();
        using Browser passedOn = site.Browser().With(header, value);

        Assert.Equal(HttpStatusCode.Forbidden, (await passedOn.GetAsync("/")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await passedOn.GetAsync("/levers")).Status);
        Assert.Equal(HttpStatusCode.OK, (await passedOn.GetAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await passedOn.GetAsync("/health/ready")).Status);
    }

    [Theory]
    [InlineData("Host", "localhost:5080")]
    [InlineData("Host", "LOCALHOST")]
    [InlineData("Host", "127.0.0.1")]
    [InlineData("Host", "127.9.9.9")]
    [InlineData("Host", "[::1]:5080")]
    [InlineData("Origin", "http://127.0.0.1:5080")]
    [InlineData(SimulatedConnection.Remote, "::1")]
    [InlineData(SimulatedConnection.Remote, "::ffff:127.0.0.1")]
    public async Task Who_sits_at_the_machine_is_an_operator(string header, string value)
    {
        await using ServedSite site = await ServedSite.StartAsync();
        using Browser local = site.Browser().With(header, value);

        Assert.Equal(HttpStatusCode.OK, (await local.GetAsync("/")).Status);
        Assert.Equal("seen by loopback", (await local.GetAsync("/seen")).Text);
        Assert.Equal("levers", (await local.GetAsync("/levers")).Text);
    }

    [Fact]
    public async Task Another_site_in_the_same_browser_can_not_pull_levers()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        using Browser local = site.Browser();

        Assert.Equal(HttpStatusCode.BadRequest, (await local.SendFormAsync("/levers", ("reason", "x"))).Status);
    }

    [Fact]
    public async Task A_proxy_that_shows_itself_by_an_old_protocol_alone_is_refused()
    {
        await using ServedSite site = await ServedSite.StartAsync();

        Assert.StartsWith("HTTP/1.1 403", await RawAsync("GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await RawAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

        async Task<string> RawAsync(string request)
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(IPAddress.Loopback, site.Port);
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
            using var reader = new StreamReader(connection.GetStream());
            return await reader.ReadToEndAsync();
        }
    }

    [Fact]
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
}
