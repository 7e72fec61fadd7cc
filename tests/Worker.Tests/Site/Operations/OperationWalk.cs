using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Worker.Tests.Site.Operations;

/// <summary>Walks a lever as a browser does: its form, what it would do, and the button.</summary>
internal static class OperationWalk
{
    /// <summary>When the tests of levers look: ten in the morning of 2026-11-21, where the business is.</summary>
    public static DateTimeOffset Morning { get; } = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    /// <summary>What the lever would do.</summary>
    public static Task<Answer> PreviewAsync(this Browser browser, string page, string lever, params (string Name, string Value)[] fields) =>
        browser.PostAsync(page, $"{page}/{lever}/preview", fields);

    /// <summary>Sends the form of a preview with a reason.</summary>
    public static Task<Answer> ConfirmAsync(this Browser browser, IHtmlDocument preview, string reason)
    {
        IElement form = preview.QuerySelector("form.action")!;
        (string, string)[] hidden = [.. form.QuerySelectorAll("input[type=hidden]").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value") ?? ""))];
        return browser.SendFormAsync(form.GetAttribute("action")!, [.. hidden, ("reason", reason)]);
    }

    /// <summary>Both steps.</summary>
    public static async Task<Answer> ApplyAsync(this Browser browser, string page, string lever, string reason, params (string Name, string Value)[] fields) =>
        await browser.ConfirmAsync((await browser.PreviewAsync(page, lever, fields)).Page, reason);

    /// <summary>What an alert on the page says.</summary>
    public static string Alert(this Answer answer) => answer.Page.QuerySelector("main [role=alert]")!.TextContent;
}
