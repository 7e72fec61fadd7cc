using System.Net;
using Worker.Ops.SignIn;
using Worker.Testing;

namespace Worker.Tests.Site.SignIn;

public sealed class SessionTests
{
    [Fact]
    public async Task A_session_ends_when_nothing_was_asked_for_half_an_hour()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser();
        await browser.SignInAsync("han", Accounts.ViewerPassword);
        for (int minutes = 0; minutes < 100; minutes += 20)
        {
            site.Clock.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/seen")).Status);
        }

        site.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.True((await browser.GetAsync("/seen")).IsRefused);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_however_busy()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser();
        await browser.SignInAsync("han", Accounts.ViewerPassword);
        for (int minutes = 0; minutes < (12 * 60) - 20; minutes += 20)
        {
            site.Clock.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/seen")).Status);
        }

        site.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.True((await browser.GetAsync("/seen")).IsRefused);
        Assert.DoesNotContain(browser.Cookies.Keys, cookie => cookie.Contains("session", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nothing", HttpStatusCode.OK)]
    [InlineData("role", HttpStatusCode.Unauthorized)]
    [InlineData("password", HttpStatusCode.Unauthorized)]
    [InlineData("same password, hashed anew", HttpStatusCode.Unauthorized)]
    [InlineData("everything", HttpStatusCode.Unauthorized)]
    public async Task A_restart_signs_nobody_out_but_those_whose_entry_changed(string changed, HttpStatusCode han)
    {
        using var folder = new TemporaryFolder();
        var kept = new List<Browser>();
        await using (ServedSite before = await ServedSite.StartAsync(folder, settings: Accounts.Both))
        {
            kept.Add(await SignedInAsync(before, "li.lei", Accounts.OperatorPassword));
            kept.Add(await SignedInAsync(before, "han", Accounts.ViewerPassword));
        }

        (string, string?)[] settings = changed switch
        {
            "role" => Accounts.With(("Ops:Operators:han:Role", "operator")),
            "password" => Accounts.With(("Ops:Operators:han:PasswordHash", Accounts.OperatorHash)),
            "same password, hashed anew" => Accounts.With(("Ops:Operators:han:PasswordHash", PasswordHash.Of(Accounts.ViewerPassword, 100_000))),
            "everything" => [.. Accounts.Both.Where(setting => !setting.Key.Contains("han", StringComparison.Ordinal))],
            _ => Accounts.Both,
        };
        await using ServedSite after = await ServedSite.StartAsync(folder, settings: settings);

        Assert.Equal(HttpStatusCode.OK, await SeenAsync(after, kept[0]));
        Assert.Equal(han, await SeenAsync(after, kept[1]));
        kept.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task A_session_that_was_signed_out_of_is_over_on_every_host_and_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        using var thief = new Browser(new Uri("http://127.0.0.1:9"));
        await using (ServedSite first = await ServedSite.StartAsync(folder, settings: Accounts.Both))
        await using (ServedSite second = await ServedSite.StartAsync(folder, settings: Accounts.Both))
        {
            using Browser browser = first.Browser();
            await browser.SignInAsync("han", Accounts.ViewerPassword);
            browser.CopyCookiesTo(thief);
            Assert.Equal(HttpStatusCode.OK, await SeenAsync(second, thief));

            await browser.PostAsync("/", "/sign-out");

            Assert.Equal(HttpStatusCode.Unauthorized, await SeenAsync(first, thief));
            Assert.Equal(HttpStatusCode.Unauthorized, await SeenAsync(second, thief));
        }

        await using ServedSite after = await ServedSite.StartAsync(folder, settings: Accounts.Both);
        Assert.Equal(HttpStatusCode.Unauthorized, await SeenAsync(after, thief));
    }

    [Fact]
    public async Task What_a_page_asks_for_by_itself_does_not_keep_its_session_from_ending()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser browser = site.Browser();
        await browser.SignInAsync("han", Accounts.ViewerPassword);
        site.Clock.Advance(TimeSpan.FromMinutes(20));
        int before = browser.SetCookies.Count;

        browser.With("X-By-Itself", "1");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/seen")).Status);
        Assert.Equal(before, browser.SetCookies.Count);

        site.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.True((await browser.GetAsync("/seen")).IsRefused);
    }

    [Fact]
    public async Task Without_kept_keys_a_restart_signs_everybody_out()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        using Browser han = await SignedInAsync(folder, "han", Accounts.ViewerPassword, ("Ops:KeysFolder", "none"));
        await using ServedSite unkept = await ServedSite.StartAsync(folder, settings: Accounts.With(("Ops:KeysFolder", "none")));
        await using ServedSite impossible = await ServedSite.StartAsync(folder, settings: Accounts.With(("Ops:KeysFolder", folder.File("file"))));

        Assert.Equal(HttpStatusCode.Unauthorized, await SeenAsync(unkept, han));
        Assert.Single(impossible.Log, line => line.StartsWith("Warning: The keys of sessions can't be kept", StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder.File("keys")));
    }

    [Fact]
    public async Task Keys_lie_beside_the_database_and_nobody_else_may_read_them()
    {
        using var folder = new TemporaryFolder();
        using Browser han = await SignedInAsync(folder, "han", Accounts.ViewerPassword);

        Assert.Single(Directory.EnumerateFiles(folder.File("keys"), "key-*.xml"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.File("keys")));
        }
    }

    [Fact]
    public async Task A_cookie_that_was_tampered_with_or_made_elsewhere_opens_nothing()
    {
        using var elsewhere = new TemporaryFolder();
        using Browser foreign = await SignedInAsync(elsewhere, "li.lei", Accounts.OperatorPassword);
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        string cookie = foreign.Cookies["worker-session"];

        foreach (string value in new[] { cookie, cookie[..^2], "x", new string('A', 3000), "chunks-9" })
        {
            using Browser browser = site.Browser().With("Cookie", $"worker-session={value}");
            Assert.True((await browser.GetAsync("/seen")).IsRefused);
        }
    }

    private static async Task<Browser> SignedInAsync(TemporaryFolder folder, string name, string password, params (string, string?)[] changes)
    {
        await using ServedSite site = await ServedSite.StartAsync(folder, settings: Accounts.With(changes));
        return await SignedInAsync(site, name, password);
    }

    /// <summary>The cookies of somebody signed in, in a browser that outlives the site.</summary>
    private static async Task<Browser> SignedInAsync(ServedSite site, string name, string password)
    {
        using Browser browser = site.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(name, password)).Status);
        var kept = new Browser(new Uri("http://127.0.0.1:9"));
        browser.CopyCookiesTo(kept);
        return kept;
    }

    private static async Task<HttpStatusCode> SeenAsync(ServedSite site, Browser kept)
    {
        using Browser browser = site.Browser().With("Accept", "*/*");
        kept.CopyCookiesTo(browser);
        return (await browser.GetAsync("/seen")).Status;
    }
}
