using System.Net;

namespace Worker.Tests.Site.Access;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("198.51.100.7", "198.51.100.7")]
    [InlineData("127.0.0.1, 198.51.100.7", "198.51.100.7")]
    [InlineData("127.0.0.1, 198.51.100.7, 10.0.1.9", "198.51.100.7")]
    [InlineData("10.0.1.9", "10.0.1.9")]
    [InlineData("nonsense", "10.0.0.5")]
    public async Task A_known_proxy_is_believed_from_where_and_how_somebody_came(string forwarded, string address)
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.With(("Ops:KnownProxies", "10.0.0.5, 10.0.1.0/24")));
        using Browser browser = site.Browser().FromAfar("10.0.0.5")
            .With(SimulatedConnection.Scheme, "http").With("X-Forwarded-For", forwarded).With("X-Forwarded-Proto", "https");

        Answer answer = await browser.SignInAsync("han", Accounts.ViewerPassword);

        // What can't be read is not applied at all, and without TLS no password is taken.
        bool isRead = forwarded != "nonsense";
        Assert.Equal(isRead ? HttpStatusCode.Redirect : HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(isRead ? [$"han sign-in from {address}"] : [], site.Audit());
    }

    [Fact]
    public async Task An_unknown_proxy_is_not()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.With(("Ops:KnownProxies", "10.0.0.5")));
        using Browser plain = site.Browser().FromAfar("10.0.0.6")
            .With(SimulatedConnection.Scheme, "http").With("X-Forwarded-For", "198.51.100.7").With("X-Forwarded-Proto", "https");
        using Browser encrypted = site.Browser().FromAfar("10.0.0.6").With("X-Forwarded-For", "198.51.100.7");

        Assert.Empty((await plain.GetAsync("/sign-in")).Page.QuerySelectorAll("input"));
        await encrypted.SignInAsync("han", Accounts.ViewerPassword);

        Assert.Equal(["han sign-in from 10.0.0.6"], site.Audit());
    }

    [Fact]
    public async Task A_forwarded_host_is_believed_of_nobody()
    {
        await using OpenIdConnect.LoopbackProvider provider = await OpenIdConnect.LoopbackProvider.StartAsync();
        await using ServedSite site = await ServedSite.StartAsync(settings: provider.Settings(("Ops:KnownProxies", "10.0.0.5")));
        using Browser browser = site.Browser().FromAfar("10.0.0.5").With("X-Forwarded-Host", "evil.example.com");

        string way = (await browser.GetAsync("/sign-in/provider")).Location;

        Assert.Contains(Uri.EscapeDataString("https://ops.example.com/"), way, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", way, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_can_sign_in_and_the_machine_is_not_trusted_nobody_sees_anything()
    {
        await using ServedSite site = await ServedSite.StartAsync(ops => ops with { TrustsLoopback = false });
        using Browser local = site.Browser();

        foreach (string path in new[] { "/", "/seen", "/levers", "/unspoken", "/sign-in", "/no/such/page" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await local.GetAsync(path)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await local.GetAsync("/health/live")).Status);
    }
}
