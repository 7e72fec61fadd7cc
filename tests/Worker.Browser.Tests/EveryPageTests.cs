using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Worker.Testing;

namespace Worker.Browser.Tests;

public sealed class EveryPageTests(DemoSite site)
{
    private static readonly string[] Impacts = ["serious", "critical"];

    [BrowserTheory]
    [InlineData(ColorScheme.Light, "en-GB")]
    [InlineData(ColorScheme.Dark, "en-GB")]
    [InlineData(ColorScheme.Light, "zh-CN")]
    public async Task No_page_has_a_serious_violation_or_loads_anything_from_elsewhere_or_says_anything_to_the_console(ColorScheme scheme, string language)
    {
        // What axe brings along is a script of its own; the pages' own policy forbids any such.
        IPage page = await site.OpenAsync(options: new BrowserNewContextOptions { ColorScheme = scheme, Locale = language, BypassCSP = true });
        var elsewhere = new List<string>();
        var said = new List<string>();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != site.Address.Authority)
            {
                elsewhere.Add(request.Url);
            }
        };
        page.Console += (_, message) => said.Add($"{page.Url}: {message.Text}");
        var wrong = new List<string>();
        IReadOnlyList<string> paths = await PathsAsync(page);
        Assert.True(paths.Count >= 12, $"Only {paths.Count} pages: {string.Join(' ', paths)}");

        // Every page once; of the other looks a sample, unless everything is run.
        bool isFirstLook = (scheme, language) == (ColorScheme.Light, "en-GB");
        foreach (string path in isFirstLook ? paths : LongForm.Part(paths, paths.Count / 3))
        {
            IResponse? response = await page.GotoAsync(path);
            Assert.True(response!.Ok, $"{path}: {response.Status}");
            AxeResult result = await page.RunAxe();
            wrong.AddRange(result.Violations
                .Where(violation => Impacts.Contains(violation.Impact))
                .Select(violation => $"{path}: {violation.Id} ({violation.Impact}): {string.Join("; ", violation.Nodes.Select(node => node.Html).Take(3))}"));
        }

        await page.Context.CloseAsync();
        Assert.Empty(wrong);
        Assert.Empty(elsewhere);
        Assert.Empty(said);
    }

    [BrowserFact]
    public async Task Every_page_fits_a_phone()
    {
        IPage page = await site.OpenAsync(options: new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 375, Height = 740 }, IsMobile = true });
        var wide = new List<string>();

        foreach (string path in await PathsAsync(page))
        {
            await page.GotoAsync(path);
            int width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > 375)
            {
                wide.Add($"{path} is {width} wide");
            }
        }

        await page.Context.CloseAsync();
        Assert.Empty(wide);
    }

    [BrowserFact]
    public async Task The_first_key_leads_past_the_navigation_and_every_control_shows_that_it_has_the_focus()
    {
        IPage page = await site.OpenAsync();
        await page.GotoAsync("/");

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        for (int key = 0; key < 8; key++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        }

        await page.Context.CloseAsync();
    }

    /// <summary>Every page that the navigation offers, and one of each kind that those lead to.</summary>
    private static async Task<IReadOnlyList<string>> PathsAsync(IPage page)
    {
        var paths = new List<string>();
        await page.GotoAsync("/");
        paths.AddRange(await HrefsAsync(page, "nav a"));
        foreach (string path in paths.ToArray())
        {
            await page.GotoAsync(path);
            paths.AddRange(await FirstOfEachKindAsync(page, paths));
        }

        await page.GotoAsync("/installments/1");
        paths.Add("/installments/1");
        paths.AddRange(await FirstOfEachKindAsync(page, paths));
        return [.. paths.Distinct(StringComparer.Ordinal)];
    }

    private static async Task<IEnumerable<string>> FirstOfEachKindAsync(IPage page, IReadOnlyList<string> known)
    {
        static string Kind(string path) => string.Join('/', path.Split('?')[0].Split('/').Select(part => part.All(char.IsAsciiDigit) && part.Length > 0 ? "1" : part));
        var kinds = known.Select(Kind).ToHashSet(StringComparer.Ordinal);
        return (await HrefsAsync(page, "main a")).Where(path => !path.EndsWith(".csv", StringComparison.Ordinal) && kinds.Add(Kind(path)));
    }

    private static async Task<string[]> HrefsAsync(IPage page, string selector) =>
        [.. (await page.EvaluateAsync<string[]>($"[...document.querySelectorAll('{selector}')].map(link => link.getAttribute('href'))"))
            .Where(path => path is not null && path.StartsWith('/') && !path.StartsWith("/hangfire", StringComparison.Ordinal))];
}
