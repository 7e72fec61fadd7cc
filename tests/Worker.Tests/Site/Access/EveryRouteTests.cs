using System.Net;
using Worker.Ops;

namespace Worker.Tests.Site.Access;

/// <summary>Nobody who has not signed in sees anything but health and the door, however the site is configured and whatever they claim.</summary>
public sealed class EveryRouteTests
{
    private static readonly string[] Health = ["/health/live", "/health/ready"];
    private static readonly string[] Door = [SiteAssets.StylesheetPath, SiteAssets.ScriptPath, "/sign-in", "/sign-in/provider"];
    private static readonly string[] Guessed =
    [
        "/hangfire", "/hangfire/recurring", "/metrics", "/no/such/page", "/index.html", "/_framework/blazor.web.js", "/sign-out", "/SIGN-OUT", "/health", "/assets/", "/assets/site.css", "/assets/../seen", "/%2e%2e/seen", "/sign-in/callback/x", "/sign-in/x",
    ];

    public static TheoryData<string> Configurations { get; } =
        ["embedded default", "another loopback port", "operators", "operators on every address", "operators behind proxies", "provider", "provider behind proxies"];

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Somebody_from_elsewhere_is_refused_everything_whatever_they_claim(string configuration)
    {
        await using ServedSite site = await StartAsync(configuration);
        string[] closed = [.. site.Routes.Concat(Guessed).Except([.. Health, .. Door], StringComparer.Ordinal)];
        Assert.Contains("/", closed);
        Assert.Contains("/levers", closed);

        foreach ((string header, string value) in Claims())
        {
            foreach (string accept in new[] { "text/html", "application/json" })
            {
                using Browser anonymous = site.Browser().FromAfar().With("Accept", accept).With(header, value);
                foreach (string path in closed)
                {
                    foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Post })
                    {
                        Answer answer = await anonymous.SendAsync(method, path);
                        Assert.True(answer.IsRefused, $"{configuration}: {method} {path} with {header}: {value} was answered {answer.Status}");
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Health_is_told_to_anybody(string configuration)
    {
        await using ServedSite site = await StartAsync(configuration);
        using Browser anonymous = site.Browser().FromAfar();

        Assert.Equal((HttpStatusCode.OK, "Healthy"), ((await anonymous.GetAsync("/health/live")).Status, (await anonymous.GetAsync("/health/ready")).Text));
    }

    [Theory]
    [InlineData("operators")]
    [InlineData("operators on every address")]
    [InlineData("operators behind proxies")]
    [InlineData("provider")]
    public async Task Who_sits_at_the_machine_signs_in_too_where_anybody_can(string configuration)
    {
        await using ServedSite site = await StartAsync(configuration);
        using Browser anonymous = site.Browser();

        foreach (string path in site.Routes.Except([.. Health, .. Door], StringComparer.Ordinal))
        {
            Assert.True((await anonymous.GetAsync(path)).IsRefused, path);
        }
    }

    [Fact]
    public async Task A_viewer_sees_everything_and_changes_nothing()
    {
        await using ServedSite site = await StartAsync("operators");
        using Browser viewer = site.Browser().FromAfar();
        Assert.Equal(HttpStatusCode.Redirect, (await viewer.SignInAsync("han", Accounts.ViewerPassword)).Status);

        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync("/")).Status);
        Assert.Equal("unspoken", (await viewer.GetAsync("/unspoken")).Text);
        Assert.Equal("seen by han", (await viewer.GetAsync("/seen")).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync("/levers")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/", "/levers")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync("/no/such/page")).Status);
    }

    [Fact]
    public async Task An_operator_sees_everything_and_pulls_levers_with_a_token()
    {
        await using ServedSite site = await StartAsync("operators");
        using Browser operators = site.Browser().FromAfar();
        await operators.SignInAsync("li.lei", Accounts.OperatorPassword);

        Assert.Equal("levers", (await operators.GetAsync("/levers")).Text);
        Assert.Equal("pulled by li.lei", (await operators.PostAsync("/", "/levers")).Text);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    [InlineData("FROBNICATE")]
    public async Task Nothing_changes_without_a_token_of_ones_own(string method)
    {
        await using ServedSite site = await StartAsync("operators");
        using Browser operators = site.Browser().FromAfar();
        using Browser other = site.Browser().FromAfar();
        await operators.SignInAsync("li.lei", Accounts.OperatorPassword);
        await other.SignInAsync("han", Accounts.ViewerPassword);
        string foreign = (await other.GetAsync("/")).Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        string[] tokens = ["", "x", foreign];

        foreach (string token in tokens)
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
            Assert.Equal(HttpStatusCode.BadRequest, (await operators.SendAsync(new HttpMethod(method), "/levers", form)).Status);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await operators.SendAsync(new HttpMethod(method), "/no/such/page")).Status);
    }

    private static IEnumerable<(string Header, string Value)> Claims() =>
    [
        ("X-Nothing", "1"),
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Forwarded-For", "10.0.0.5, 127.0.0.1"),
        ("X-Forwarded-Host", "localhost"),
        ("Forwarded", "for=127.0.0.1;host=localhost;proto=https"),
        ("X-Real-IP", "::1"),
        ("X-Original-For", "127.0.0.1"),
        ("Host", "localhost"),
        ("Host", "127.0.0.1:5080"),
        ("X-HTTP-Method-Override", "GET"),
        ("X-Original-URL", "/health/live"),
        ("Authorization", "Basic bGkubGVpOng="),
        ("Cookie", "worker-session=x; __Host-worker-session=x"),
    ];

    private static Task<ServedSite> StartAsync(string configuration) => configuration switch
    {
        "another loopback port" => ServedSite.StartAsync(settings: ("Ops:Url", "http://localhost:0")),
        "operators" => ServedSite.StartAsync(settings: Accounts.Both),
        "operators on every address" => ServedSite.StartAsync("http://0.0.0.0:0", Accounts.With(("Ops:Url", "http://0.0.0.0:0"))),
        "operators behind proxies" => ServedSite.StartAsync(settings: Accounts.With(("Ops:KnownProxies", "10.0.0.5, 127.0.0.0/8"))),
        "provider" => ServedSite.StartAsync(settings: Provider),
        "provider behind proxies" => ServedSite.StartAsync(settings: [.. Provider, ("Ops:KnownProxies", "203.0.113.9")]),
        _ => ServedSite.StartAsync(),
    };

    private static (string, string?)[] Provider { get; } =
    [
        ("Ops:OpenIdConnect:Authority", "https://login.example.com"),
        ("Ops:OpenIdConnect:ClientId", "worker"),
        ("Ops:OpenIdConnect:ClientSecret", "s"),
        ("Ops:OpenIdConnect:OperatorRoles", "collections"),
        ("Ops:Hosts", "ops.example.com"),
    ];
}
