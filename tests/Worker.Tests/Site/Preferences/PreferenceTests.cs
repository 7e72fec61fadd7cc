using System.Net;

namespace Worker.Tests.Site.Preferences;

public sealed class PreferenceTests
{
    [Theory]
    [InlineData("zh-CN", "en", "今日")]
    [InlineData("en", "zh-CN,zh", "Today")]
    public async Task A_language_that_was_chosen_goes_before_the_browsers(string chosen, string browsers, string heading)
    {
        await using ServedSite site = await ServedSite.StartAsync();
        using Browser browser = site.Browser().With("Accept-Language", browsers);

        Answer answer = await browser.PostAsync("/", "/preferences", ("language", chosen), ("returnUrl", "/?x=1"));

        Assert.Equal((HttpStatusCode.Redirect, "/?x=1"), (answer.Status, answer.Location));
        Answer page = await browser.GetAsync("/");
        Assert.Equal((chosen, heading), (page.Page.DocumentElement.GetAttribute("lang")!, page.Page.QuerySelector("h1")!.TextContent));
        Assert.Equal(chosen, page.Page.QuerySelector("button[name=language][aria-pressed=true]")!.GetAttribute("value"));

        await browser.PostAsync("/", "/preferences", ("language", ""));
        Assert.NotEqual(chosen, (await browser.GetAsync("/")).Page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_theme_that_was_chosen_goes_before_the_systems_until_it_is_taken_back()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        using Browser browser = site.Browser();
        Assert.Null(await ThemeAsync(browser));

        foreach (string theme in new[] { "dark", "light" })
        {
            await browser.PostAsync("/", "/preferences", ("theme", theme));
            Assert.Equal(theme, await ThemeAsync(browser));
        }

        await browser.PostAsync("/", "/preferences", ("theme", ""));
        Assert.Null(await ThemeAsync(browser));
    }

    [Fact]
    public async Task Who_chooses_on_a_page_that_answers_to_a_form_is_led_to_one_that_can_be_opened()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        site.Book.Debt(Dates.D);
        using Browser browser = site.Browser();

        Answer confirm = await browser.PostAsync("/customers/1", "/customers/1/hold/preview");
        string to = confirm.Page.QuerySelector("form.preferences input[name=returnUrl]")!.GetAttribute("value")!;

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (confirm.Status, (await browser.GetAsync(to)).Status));
    }

    [Fact]
    public async Task Nothing_else_can_be_chosen_and_nobody_is_sent_elsewhere()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        using Browser browser = site.Browser();

        Answer answer = await browser.PostAsync("/", "/preferences", ("theme", "dark\" onload=\"x"), ("language", "fr"), ("returnUrl", "//elsewhere.example"));

        Assert.Equal("/", answer.Location);
        Assert.DoesNotContain(browser.Cookies.Keys, cookie => cookie is "worker-theme" or "worker-language");
        using Browser tampering = site.Browser().With("Cookie", "worker-theme=\"><script>; worker-language=c=<b>|uic=<b>");
        Answer page = await tampering.GetAsync("/");
        Assert.Equal((HttpStatusCode.OK, "en"), (page.Status, page.Page.DocumentElement.GetAttribute("lang")));
        Assert.Null(page.Page.DocumentElement.GetAttribute("data-theme"));
    }

    [Fact]
    public async Task What_was_chosen_is_kept_from_scripts_and_from_plain_text_where_others_can_ask()
    {
        await using ServedSite site = await ServedSite.StartAsync("http://0.0.0.0:0", Accounts.With(("Ops:Url", "http://0.0.0.0:0")));
        using Browser browser = site.Browser().FromAfar();
        await browser.SignInAsync("han", Accounts.ViewerPassword);

        await browser.PostAsync("/", "/preferences", ("theme", "dark"));

        string cookie = Assert.Single(browser.SetCookies, set => set.StartsWith("__Host-worker-theme=dark;", StringComparison.Ordinal));
        Assert.All(["secure", "httponly", "samesite=lax", "path=/"], attribute => Assert.Contains(attribute, cookie, StringComparison.Ordinal));
    }

    private static async Task<string?> ThemeAsync(Browser browser) => (await browser.GetAsync("/")).Page.DocumentElement.GetAttribute("data-theme");
}
