using System.Net;
using Worker.Tests.Site.Operations;

namespace Worker.Tests.Site.OpenIdConnect;

public sealed class ProviderTests
{
    [Fact]
    public async Task Somebody_signs_in_at_the_provider_and_is_who_it_says()
    {
        await using LoopbackProvider provider = await LoopbackProvider.StartAsync();
        await using ServedSite site = await ServedSite.StartAsync(settings: provider.Settings());
        using Browser browser = site.Browser().FromAfar();
        string door = (await browser.GetAsync("/seen")).Location;
        Answer page = await browser.GetAsync(door);
        Assert.Empty(page.Page.QuerySelectorAll("form, input"));
        string way = page.Page.QuerySelector("main a")!.GetAttribute("href")!;

        Answer sent = await browser.GetAsync(way);
        Assert.Contains(Uri.EscapeDataString("https://ops.example.com/sign-in/callback"), sent.Location, StringComparison.Ordinal);
        Answer back = await browser.GetAsync(provider.Agree(sent.Location));

        Assert.Equal((HttpStatusCode.Redirect, "/seen"), (back.Status, back.Location));
        Assert.Equal("seen by han.meimei", (await browser.GetAsync("/seen")).Text);
        Assert.Equal("pulled by han.meimei", (await browser.PostAsync("/", "/levers")).Text);
        Assert.Equal("/sign-in", (await browser.PostAsync("/", "/sign-out")).Location);
        Assert.True((await browser.GetAsync("/seen")).IsRefused);
        Assert.Equal(["han.meimei sign-in from 203.0.113.9", "han.meimei sign-out from 203.0.113.9"], site.Audit());
        Assert.Equal([$"4711 of {provider.Issuer}", $"4711 of {provider.Issuer}"], AuditedAccounts(site));
        Assert.All(browser.SetCookies, cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(browser.SetCookies, cookie => Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(browser.SetCookies, cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(site.Log, line => line.Contains(LoopbackProvider.ClientSecret, StringComparison.Ordinal) || line.Contains("access-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("support", HttpStatusCode.Forbidden)]
    [InlineData("admins", HttpStatusCode.OK)]
    public async Task A_role_may_be_one_text_and_may_stand_in_the_ID_token_alone(string role, HttpStatusCode levers)
    {
        await using LoopbackProvider provider = await LoopbackProvider.StartAsync();
        provider.UserInfoChange = [("roles", null)];
        provider.IdTokenChange = [("roles", role)];
        await using ServedSite site = await ServedSite.StartAsync(settings: provider.Settings());
        using Browser browser = site.Browser();

        Assert.Equal("/", (await RoundAsync(provider, browser)).Location);

        Assert.Equal("seen by han.meimei", (await browser.GetAsync("/seen")).Text);
        Assert.Equal(levers, (await browser.GetAsync("/levers")).Status);
    }

    [Fact]
    public async Task A_provider_without_userinfo_says_everything_in_the_ID_token()
    {
        await using LoopbackProvider provider = await LoopbackProvider.StartAsync();
        provider.DiscoveryChange = [("userinfo_endpoint", null)];
        provider.IdTokenChange = [("groups", new[] { "x", "collections" }), ("email", "han@example.com"), ("aud", new[] { LoopbackProvider.ClientId })];
        await using ServedSite site = await ServedSite.StartAsync(
            settings: provider.Settings(("Ops:OpenIdConnect:RoleClaim", "groups"), ("Ops:OpenIdConnect:NameClaim", "email")));
        using Browser browser = site.Browser();

        await RoundAsync(provider, browser);

        Assert.Equal("seen by han@example.com", (await browser.GetAsync("/seen")).Text);
    }

    public static TheoryData<string, string, object?, string> Lies { get; } = new()
    {
        { "id", "iss", "https://evil.example.com", "IDX10205" },
        { "id", "aud", "another-client", "IDX10214" },
        { "id", "aud", null, "IDX10206" },
        { "id", "aud", new[] { LoopbackProvider.ClientId, "another" }, "asked for by another client" },
        { "id", "azp", "another", "IDX21340" },
        { "id", "nonce", "x", "IDX21323" },
        { "id", "nonce", null, "IDX2132" },
        { "id", "exp", 1_000_000_000, "IDX10223" },
        { "id", "exp", "never", "IDX" },
        { "id", "exp", null, "IDX10225" },
        { "id", "iat", null, "IDX21314" },
        { "id", "sub", null, "IDX21314" },
        { "signature", "", TokenSignature.ForeignKey, "IDX10511" },
        { "signature", "", TokenSignature.OfOtherClaims, "IDX10511" },
        { "signature", "", TokenSignature.SharedSecret, "IDX10511" },
        { "signature", "", TokenSignature.None, "is not signed" },
        { "signature", "", TokenSignature.LeftOut, "is not signed" },
        { "user", "sub", "4712", "IDX21338" },
        { "user", "sub", null, "IDX21345" },
        { "user", "preferred_username", null, "preferred_username is missing" },
        { "user", "preferred_username", "", "preferred_username is missing" },
        { "user", "preferred_username", "han\nWarning: forged", "is no name on one line" },
        { "user", "preferred_username", "han\u202egnp", "is no name on one line" },
        { "user", "preferred_username", 7, "is no name on one line" },
        { "user", "preferred_username", "Scheduler", "is one of the system's own" },
        { "user", "preferred_username", "\uff4c\uff4f\uff4f\uff50\uff42\uff41\uff43\uff4b", "is one of the system's own" },
        { "user", "preferred_username", "h\u0430n.meimei", "mixes scripts" },
        { "token", "", "nonsense", "IDX" },
        { "token", "", "e30.bm90IGpzb24.x", "IDX" },
        { "token", "", "e30.W10.x", "IDX" },
        { "token", "", "a.b.c.d.e", "IDX" },
        { "discovery", "issuer", "https://evil.example.com", "of another issuer" },
        { "discovery", "token_endpoint", "ftp://127.0.0.1/token", "a token_endpoint that is no https address" },
        { "discovery", "token_endpoint", "http://login.example.com/token", "a token_endpoint that is no https address" },
        { "discovery", "jwks_uri", null, "has no jwks_uri" },
        { "discovery", "authorization_endpoint", null, "has no authorization_endpoint" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task What_a_provider_must_not_say_lets_nobody_in(string where, string name, object? value, string reason)
    {
        await using LoopbackProvider provider = await LoopbackProvider.StartAsync();
        provider.IdTokenChange = where == "id" ? [(name, value)] : [];
        provider.UserInfoChange = where == "user" ? [(name, value)] : [];
        provider.DiscoveryChange = where == "discovery" ? [(name, value)] : [];
        provider.IdToken = where == "token" ? (string)value! : null;
        provider.Signature = where == "signature" ? (TokenSignature)value! : TokenSignature.PublishedKey;
        await using ServedSite site = await ServedSite.StartAsync(settings: provider.Settings());
        using Browser browser = site.Browser();

        Answer answer = where == "discovery" ? await browser.GetAsync("/sign-in/provider") : await RoundAsync(provider, browser);

        await AssertKeptOutAsync(site, browser, answer, "/sign-in?failure=provider");
        string told = Assert.Single(site.Log, line => line.StartsWith("Warning: Sign-in at the provider failed", StringComparison.Ordinal));
        Assert.Contains(reason, told, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told);
    }

    [Fact]
    public async Task Two_accounts_are_not_signed_in_under_one_name()
    {
        await using LoopbackProvider provider = await LoopbackProvider.StartAsync();
        await using ServedSite site = await ServedSite.StartAsync(settings: provider.Settings());
        using Browser first = site.Browser();
        using Browser again = site.Browser();
        using Browser second = site.Browser();
        Assert.Equal("/", (await RoundAsync(provider, first)).Location);
        Assert.Equal("/", (await RoundAsync(provider, again)).Location);
        provider.IdTokenChange = [("sub", "4712")];
        provider.UserInfoChange = [("sub", "4712"), ("preferred_username", "HAN.Meimei")];

        await AssertKeptOutAsync(site, second, await RoundAsync(provider, second), "/sign-in?failure=provider");
        Assert.Contains(site.Log, line => line.Contains("another account is signed in under the same name", StringComparison.Ordinal));

        // Names are given anew when somebody leaves: once nobody is signed in under it, it is free.
        await first.PostAsync("/", "/sign-out");
        await again.PostAsync("/", "/sign-out");
        Assert.Equal("/", (await RoundAsync(provider, second)).Location);
        Assert.Equal("HAN.Meimei sign-in from 127.0.0.1", site.Audit()[^1]);
        Assert.Equal($"4712 of {provider.Issuer}", AuditedAccounts(site)[^1]);
    }

    [Fact]
    public async Task Who_has_no_role_is_told_so()
    {
        await using LoopbackProvider provider = await LoopbackProvider.StartAsync();
        provider.UserInfoChange = [("roles", new[] { "Collections", "staff" })];
        await using ServedSite site = await ServedSite.StartAsync(settings: provider.Settings());
        using Browser browser = site.Browser();

        Answer answer = await RoundAsync(provider, browser);

        await AssertKeptOutAsync(site, browser, answer, "/sign-in?failure=role");
        Assert.Contains("has no role here", (await browser.GetAsync(answer.Location)).Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_lets_nobody_in()
    {
        await using LoopbackProvider provider = await LoopbackProvider.StartAsync();
        await using ServedSite site = await ServedSite.StartAsync(settings: provider.Settings());
        using Browser attacker = site.Browser();
        using Browser victim = site.Browser();
        string back = provider.Agree((await attacker.GetAsync("/sign-in/provider")).Location);

        await AssertKeptOutAsync(site, victim, await victim.GetAsync(back), "/sign-in?failure=provider");
        await AssertKeptOutAsync(site, victim, await victim.GetAsync("/sign-in/callback?code=x&state=y"), "/sign-in?failure=provider");
        await AssertKeptOutAsync(site, victim, await victim.GetAsync("/sign-in/callback?error=access_denied&error_description=%0d%0aforged"), "/sign-in?failure=provider");
        await AssertKeptOutAsync(site, victim, await victim.GetAsync("/sign-in/callback"), "/sign-in?failure=provider");
        Assert.Empty(provider.TokenRequests);

        // Twice is once too often, for the one it was meant for as well.
        Assert.Equal("/", (await attacker.GetAsync(back)).Location);
        using Browser again = site.Browser();
        await AssertKeptOutAsync(site, again, await again.GetAsync(back), "/sign-in?failure=provider");
    }

    [Fact]
    public async Task A_provider_that_is_down_is_said_and_tried_again_next_time()
    {
        await using LoopbackProvider provider = await LoopbackProvider.StartAsync();
        provider.IsDown = true;
        await using ServedSite site = await ServedSite.StartAsync(settings: provider.Settings());
        using Browser browser = site.Browser();

        await AssertKeptOutAsync(site, browser, await browser.GetAsync("/sign-in/provider"), "/sign-in?failure=provider");
        Assert.Contains("account failed", (await browser.GetAsync("/sign-in?failure=provider")).Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await browser.GetAsync("/sign-in?failure=<script>")).Page.QuerySelectorAll("[role=alert], script"));

        provider.IsDown = false;
        Assert.Equal("/", (await RoundAsync(provider, browser)).Location);
        Assert.Equal("seen by han.meimei", (await browser.GetAsync("/seen")).Text);
    }

    [Fact]
    public async Task Passwords_are_not_taken_where_a_provider_is()
    {
        await using LoopbackProvider provider = await LoopbackProvider.StartAsync();
        await using ServedSite site = await ServedSite.StartAsync(settings: provider.Settings());
        using Browser browser = site.Browser();

        Answer answer = await browser.SignInAsync("li.lei", Accounts.OperatorPassword);

        Assert.True(answer.IsRefused || answer.Status == HttpStatusCode.MethodNotAllowed, $"{answer.Status}");
        Assert.True((await browser.GetAsync("/seen")).IsRefused);
    }

    [Fact]
    public async Task What_somebody_does_is_in_the_audit_log_under_the_account_that_did_it()
    {
        await using LoopbackProvider provider = await LoopbackProvider.StartAsync();
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning, provider.Settings());
        long installment = site.Book.Debt(Dates.D.AddDays(-10), principal: 1_000_00, interest: 0);
        string method = site.Book.Query<string>("select method_ref from payment_method").Single();
        using Browser browser = site.Browser().With("Accept-Language", "en");
        await RoundAsync(provider, browser);

        await browser.ApplyAsync("/customers/1", "hold", "dispute");
        await browser.ApplyAsync("/customers/1", "release", "settled");
        await browser.ApplyAsync("/customers/1", "suspend-method", "lost card", ("method", method));
        await browser.ApplyAsync($"/installments/{installment}", "payment", "told on the phone", ("amount", "1"), ("paid-on", "2026-11-20"), ("reference", "BANK-1"), ("source", "bank-transfer"));
        await browser.PostAsync("/switches", "/switches/off", ("channel", "card"), ("reason", "drill"));
        await browser.PostAsync("/runs/again", "/runs/again", ("job", "remind"), ("date", "2026-11-21"), ("reason", "mail was down"));

        Assert.Equal(
            ["sign-in", "hold", "release", "suspend", "record-payment", "switch", "trigger"],
            site.Book.Query<string>("select action from audit_entry order by audit_id"));
        Assert.Equal([$"4711 of {provider.Issuer}"], AuditedAccounts(site).Distinct());
        foreach ((string page, string section) in new[] { ("/customers/1", "audit"), ("/switches", "history") })
        {
            string told = (await browser.GetAsync(page)).Page.QuerySelector($"section[aria-labelledby={section}]")!.TextContent;
            Assert.Contains($"4711 ({provider.Issuer})", told, StringComparison.Ordinal);
        }
    }

    /// <summary>Whose account each entry of the audit log names, oldest first.</summary>
    private static IReadOnlyList<string> AuditedAccounts(ServedSite site) =>
        site.Book.Query<string>("select coalesce(actor_subject || ' of ' || actor_issuer, '') from audit_entry order by audit_id");

    private static async Task<Answer> RoundAsync(LoopbackProvider provider, Browser browser)
    {
        Answer sent = await browser.GetAsync("/sign-in/provider?returnUrl=//evil.example.com");
        return await browser.GetAsync(provider.Agree(sent.Location));
    }

    private static async Task AssertKeptOutAsync(ServedSite site, Browser browser, Answer answer, string page)
    {
        Assert.Equal((HttpStatusCode.Redirect, page), (answer.Status, answer.Location));
        Assert.True((await browser.GetAsync("/seen")).IsRefused);
        Assert.DoesNotContain(browser.Cookies.Keys, cookie => cookie.Contains("session", StringComparison.Ordinal));
        Assert.DoesNotContain(site.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
