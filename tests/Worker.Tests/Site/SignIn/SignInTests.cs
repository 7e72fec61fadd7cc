using System.Net;
using AngleSharp.Html.Dom;
using Worker.Ops;
using Worker.Ops.SignIn;

namespace Worker.Tests.Site.SignIn;

public sealed class SignInTests
{
    [Fact]
    public async Task An_operator_signs_in_works_and_signs_out_and_the_audit_log_knows()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser().FromAfar();
        Answer sent = await browser.GetAsync("/seen?day=1");
        Assert.Equal("/sign-in?returnUrl=%2Fseen%3Fday%3D1", sent.Location);

        Answer signedIn = await browser.SignInAsync(" Li.Lei ", Accounts.OperatorPassword, "/seen?day=1");
        Assert.Equal((HttpStatusCode.Redirect, "/seen?day=1"), (signedIn.Status, signedIn.Location));
        Assert.Equal("seen by li.lei", (await browser.GetAsync("/seen")).Text);
        Assert.Equal("/seen", (await browser.GetAsync("/sign-in?returnUrl=/seen")).Location);
        Assert.Contains("li.lei", (await browser.GetAsync("/")).Page.QuerySelector("form.session")!.TextContent, StringComparison.Ordinal);

        using Browser thief = site.Browser().FromAfar("198.51.100.1");
        browser.CopyCookiesTo(thief);
        Assert.Equal("/sign-in", (await browser.PostAsync("/", "/sign-out")).Location);
        Assert.True((await browser.GetAsync("/seen")).IsRefused);
        Assert.True((await thief.GetAsync("/seen")).IsRefused);

        Assert.Equal(["li.lei sign-in from 203.0.113.9", "li.lei sign-out from 203.0.113.9"], site.Audit());
        Assert.Contains(site.Log, line => line.Contains("li.lei signed in from 203.0.113.9", StringComparison.Ordinal));
        Assert.DoesNotContain(site.Log, line => line.Contains(Accounts.OperatorPassword, StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_database_is_locked_a_sign_in_is_answered_in_time_with_a_page_that_says_so()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser();
        using (site.LockDatabase())
        {
            Answer answer = await site.WhileTimePassesAsync(browser.SignInAsync("han", Accounts.ViewerPassword));

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.Equal("10", answer.Headers["Retry-After"]);
            Assert.Contains("database is locked", answer.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(browser.Cookies.Keys, cookie => cookie.Contains("session", StringComparison.Ordinal));
        }

        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("han", Accounts.ViewerPassword)).Status);
    }

    [Fact]
    public async Task Nobody_is_signed_out_by_a_link()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser();
        await browser.SignInAsync("han", Accounts.ViewerPassword);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.GetAsync("/sign-out")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendFormAsync("/sign-out")).Status);
        Assert.Equal("seen by han", (await browser.GetAsync("/seen")).Text);
    }

    [Theory]
    [InlineData("li.lei", "n0t-1t")]
    [InlineData("li.lei", "")]
    [InlineData("", "")]
    [InlineData("nobody", Accounts.OperatorPassword)]
    [InlineData("han", Accounts.OperatorPassword)]
    [InlineData("li.lei\u200b", Accounts.OperatorPassword)]
    [InlineData("li.lei\r\nhan", Accounts.OperatorPassword)]
    [InlineData("<script>alert(1)</script>", "' or 1=1 --")]
    [InlineData("li.lei", Accounts.OperatorPassword + " ")]
    public async Task Whatever_is_wrong_the_answer_is_one_and_the_same(string name, string password)
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser();

        Answer refused = await browser.SignInAsync(name, password);

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal(
            "Name or password is wrong, or there were too many wrong passwords for this name and it is locked for a while.",
            Assert.Single(refused.Page.QuerySelectorAll("[role=alert]")).TextContent);
        Assert.Empty(refused.Page.QuerySelectorAll("script"));
        Assert.DoesNotContain(browser.Cookies.Keys, cookie => cookie.Contains("session", StringComparison.Ordinal));
        Assert.True((await browser.GetAsync("/seen")).IsRefused);
        Assert.Single(site.Log, line => line.StartsWith("Warning: Sign-in refused", StringComparison.Ordinal));
        Assert.DoesNotContain(site.Log, line => line.Contains("script", StringComparison.Ordinal) || (password.Length > 0 && line.Contains(password, StringComparison.Ordinal)));
        Assert.Empty(site.Audit());
    }

    [Theory]
    [InlineData("https://evil.example.com/")]
    [InlineData("//evil.example.com")]
    [InlineData("/\\evil.example.com")]
    [InlineData("\\\\evil.example.com")]
    [InlineData("~/seen")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example.com")]
    [InlineData("/seen\r\nSet-Cookie: x=y")]
    [InlineData("/seen\u2028")]
    [InlineData("/\ud800")]
    [InlineData("/密码")]
    [InlineData("")]
    public async Task Afterwards_one_goes_nowhere_but_to_this_site(string returnUrl)
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser();

        Assert.Equal("/", (await browser.SignInAsync("han", Accounts.ViewerPassword, returnUrl)).Location);
        Assert.Equal("/", (await browser.GetAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}")).Location);
    }

    [Fact]
    public async Task A_form_without_its_token_or_too_large_or_garbled_is_refused_without_a_look()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser();
        using var garbled = new StringContent("x", System.Text.Encoding.UTF8, "multipart/form-data");
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendFormAsync("/sign-in", ("name", "han"), ("password", Accounts.ViewerPassword))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(HttpMethod.Post, "/sign-in", garbled)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(HttpMethod.Post, "/sign-in", json)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/sign-in", "/sign-in", ("name", new string('x', 20_000)))).Status);
        Assert.DoesNotContain(browser.Cookies.Keys, cookie => cookie.Contains("session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_crosses_no_network_in_plain_text()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser plain = site.Browser().FromAfar().With(SimulatedConnection.Scheme, "http");
        Answer page = await plain.GetAsync("/sign-in");
        Assert.Empty(page.Page.QuerySelectorAll("input"));
        Assert.Contains("https", page.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);

        // Someone who makes the form themselves, with a token that was honestly come by.
        using Browser honest = site.Browser().FromAfar();
        string token = (await honest.GetAsync("/sign-in")).Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        honest.CopyCookiesTo(plain);
        Answer refused = await plain.SendFormAsync(
            "/sign-in", ("name", "han"), ("password", Accounts.ViewerPassword), ("__RequestVerificationToken", token), ("returnUrl", "/"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.True((await plain.GetAsync("/seen")).IsRefused);
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN", "登录")]
    [InlineData("zh-TW", "zh-CN", "登录")]
    [InlineData("en-GB,zh;q=0.5", "en", "Sign in")]
    [InlineData("fr", "en", "Sign in")]
    [InlineData("fr,zh-Hans;q=0.2", "zh-CN", "登录")]
    [InlineData(";;;,q=", "en", "Sign in")]
    public async Task The_page_speaks_the_browsers_language_and_is_valid_without_scripts(string languages, string language, string button)
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser().With("Accept-Language", languages);

        IHtmlDocument page = (await browser.GetAsync("/sign-in?returnUrl=%22%3E%3Cscript%3E")).Page;

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(button, Assert.Single(page.QuerySelectorAll("button")).TextContent);
        Assert.All(page.QuerySelectorAll("input:not([type=hidden])"), input => Assert.Single(page.QuerySelectorAll($"label[for={input.Id}]")));
        Assert.Equal(["current-password", "username"], page.QuerySelectorAll("[autocomplete]").Select(input => input.GetAttribute("autocomplete")).Order(StringComparer.Ordinal));
        Assert.Empty(page.QuerySelectorAll("script, style, [style], [onclick], [src], iframe, object"));
        Assert.Equal(["data:,", SiteAssets.StylesheetPath], page.QuerySelectorAll("[href]").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Pages_tell_browsers_what_not_to_do_and_keep_nothing()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser();
        await browser.SignInAsync("han", Accounts.ViewerPassword);

        foreach (string path in new[] { "/", "/sign-in", "/seen", "/levers", "/no/such/page", "/health/live" })
        {
            Answer answer = await browser.GetAsync(path);
            string policy = answer.Headers["Content-Security-Policy"];
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
            Assert.Equal("same-origin", answer.Headers["Referrer-Policy"]);
            Assert.Equal("DENY", answer.Headers["X-Frame-Options"]);
            Assert.Contains("no-store", answer.Headers["Cache-Control"], StringComparison.Ordinal);
            Assert.False(answer.Headers.ContainsKey("Server"), path);
        }
    }

    [Theory]
    [InlineData(false, "worker-session=", "worker-form=")]
    [InlineData(true, "__Host-worker-session=", "__Host-worker-form=")]
    public async Task Cookies_are_kept_from_scripts_other_sites_and_plain_connections(bool isReachable, string session, string form)
    {
        (string, string?)[] settings = isReachable ? Accounts.With(("Ops:Url", "http://0.0.0.0:0")) : Accounts.Both;
        await using ServedSite site = await ServedSite.StartAsync(settings: settings);
        using Browser local = site.Browser();
        using Browser encrypted = site.Browser().FromAfar();
        await local.SignInAsync("han", Accounts.ViewerPassword);
        await encrypted.SignInAsync("han", Accounts.ViewerPassword);

        Assert.All([.. local.SetCookies, .. encrypted.SetCookies], cookie =>
        {
            Assert.True(cookie.StartsWith(session, StringComparison.Ordinal) || cookie.StartsWith(form, StringComparison.Ordinal), cookie);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/;", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("expires=", cookie, StringComparison.OrdinalIgnoreCase);
        });
        Assert.All(local.SetCookies, cookie => Assert.Equal(isReachable, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase)));
        Assert.All(encrypted.SetCookies, cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(local.SetCookies, cookie => cookie.StartsWith(session, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_older_hash_still_opens_and_is_told_of()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.With(("Ops:Operators:new:PasswordHash", PasswordHash.Of("of today, of today"))));
        using Browser browser = site.Browser();

        await browser.SignInAsync("han", Accounts.ViewerPassword);
        using Browser other = site.Browser();
        await other.SignInAsync("new", "of today, of today");

        Assert.Equal("seen by new", (await other.GetAsync("/seen")).Text);
        Assert.Contains("han", Assert.Single(site.Log, line => line.Contains("is weaker than", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
