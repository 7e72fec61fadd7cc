using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Worker.Testing;

namespace Worker.Tests.Site.Live;

public sealed class LiveEndpointsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 1, 1, 40, TimeSpan.Zero);

    [Fact]
    public async Task A_browser_is_told_how_far_runs_have_come_and_that_one_has_ended()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Now);
        Begin(site);
        using HttpResponseMessage response = await ListenAsync(site, "en");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl!.NoStore);
        await using IAsyncEnumerator<SseItem<string>> events = Events(response);

        Assert.True(await events.MoveNextAsync());
        Assert.Equal("progress", events.Current.EventType);
        IHtmlDocument piece = Piece(events.Current);
        Assert.Equal("350", piece.QuerySelector("progress")!.GetAttribute("value"));
        Assert.Equal("Auto-debit", piece.QuerySelector("progress")!.GetAttribute("aria-label"));
        Assert.Contains("35.0% · 700 of 2,000 records", piece.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("7 a second · about 3 min 6 s left", piece.Body.TextContent, StringComparison.Ordinal);

        site.Book.Execute("delete from active_run");
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("No run is under way.", Piece(events.Current).Body!.TextContent.Trim());
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("ended", events.Current.EventType);
    }

    [Fact]
    public async Task A_run_that_is_being_prepared_has_no_end_to_show_yet()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Now);
        Begin(site, slices: false);
        using HttpResponseMessage response = await ListenAsync(site, "zh-CN");
        await using IAsyncEnumerator<SseItem<string>> events = Events(response);

        Assert.True(await events.MoveNextAsync());

        IHtmlDocument piece = Piece(events.Current);
        Assert.False(piece.QuerySelector("progress")!.HasAttribute("value"));
        Assert.Contains("正在查找待处理记录", piece.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_does_not_keep_the_host_from_ending()
    {
        ServedSite site = await ServedSite.StartAtAsync(Now);
        using HttpResponseMessage response = await ListenAsync(site, "en");
        await using IAsyncEnumerator<SseItem<string>> events = Events(response);
        Assert.True(await events.MoveNextAsync());

        await site.DisposeAsync().AsTask().OrGiveUpAsync();

        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task A_browser_has_to_show_again_after_five_minutes_that_it_is_signed_in()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Now, Accounts.Both);
        using Browser browser = site.Browser();
        await browser.SignInAsync("han", Accounts.ViewerPassword);
        using HttpResponseMessage response = await ListenAsync(site, "en", browser);
        await using IAsyncEnumerator<SseItem<string>> events = Events(response);
        Assert.True(await events.MoveNextAsync());

        site.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.False(await events.MoveNextAsync());
        using HttpResponseMessage stranger = await ListenAsync(site, "en");
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    [Fact]
    public async Task Listening_does_not_renew_a_session_and_ends_with_it()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Now, Accounts.Both);
        using Browser browser = site.Browser();
        await browser.SignInAsync("han", Accounts.ViewerPassword);
        site.Clock.Advance(TimeSpan.FromMinutes(28));
        using HttpResponseMessage response = await ListenAsync(site, "en", browser);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        await using IAsyncEnumerator<SseItem<string>> events = Events(response);
        Assert.True(await events.MoveNextAsync());

        site.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Who_signs_out_hears_no_more()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Now, Accounts.Both);
        Begin(site);
        using Browser browser = site.Browser();
        await browser.SignInAsync("han", Accounts.ViewerPassword);
        using HttpResponseMessage response = await ListenAsync(site, "en", browser);
        await using IAsyncEnumerator<SseItem<string>> events = Events(response);
        Assert.True(await events.MoveNextAsync());

        await browser.PostAsync("/", "/sign-out");
        site.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(await events.MoveNextAsync());
    }

    private static void Begin(ServedSite site, bool slices = true)
    {
        site.Book.Execute(
            """
            insert into job_run (job, business_date, occasion, trigger_kind, actor, state, started_at, ledger_mark)
            values ('auto-debit', '2026-11-21', '2026-11-21T09:00', 'schedule', 'scheduler', 'active', '2026-11-21T01:00:00.000Z', 0);
            insert into active_run (job, run_id) select job, run_id from job_run;
            """);
        if (slices)
        {
            site.Book.Execute(
                """
                insert into run_slice (run_id, number, from_key, to_key, done_to, state, fence) select run_id, 1, 0, 500, 500, 'done', 1 from job_run;
                insert into run_slice (run_id, number, from_key, to_key, done_to, state, fence) select run_id, 2, 500, 2000, 700, 'open', 1 from job_run;
                """);
        }
    }

    private static async Task<HttpResponseMessage> ListenAsync(ServedSite site, string language, Browser? browser = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (browser is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", browser.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        return await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static IAsyncEnumerator<SseItem<string>> Events(HttpResponseMessage response) =>
        SseParser.Create(response.Content.ReadAsStream()).EnumerateAsync().GetAsyncEnumerator();

    private static IHtmlDocument Piece(SseItem<string> item) => new HtmlParser().ParseDocument(item.Data);
}
