using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Worker.Tests.Site;

/// <summary>Asks for pages as a browser does: keeps cookies, sends forms, and stops at redirects to look at them.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient client;
    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    public Browser(Uri site)
    {
        client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = site };
    }

    /// <summary>Headers that go with every request.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase) { ["Accept"] = "text/html" };

    /// <summary>Every Set-Cookie there was.</summary>
    public List<string> SetCookies { get; } = [];

    public IReadOnlyDictionary<string, string> Cookies => cookies;

    public Browser With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }

    /// <summary>From another address, over TLS.</summary>
    public Browser FromAfar(string address = "203.0.113.9") =>
        With(SimulatedConnection.Remote, address).With(SimulatedConnection.Local, "192.0.2.1").With(SimulatedConnection.Scheme, "https").With("Host", "ops.example.com");

    /// <summary>Another browser with the same cookies: a thief's, for one.</summary>
    public void CopyCookiesTo(Browser other)
    {
        foreach ((string name, string value) in cookies)
        {
            other.cookies[name] = value;
        }
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach ((string name, string value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (cookies.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set))
        {
            Keep([.. set]);
        }

        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Sends a form with the token of a page that has one.</summary>
    public async Task<Answer> PostAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        Answer form = await GetAsync(page);
        string? token = form.Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value");
        return await SendFormAsync(path, [.. fields, ("__RequestVerificationToken", token ?? "")]);
    }

    public Task<Answer> SendFormAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public Task<Answer> SignInAsync(string name, string password, string returnUrl = "/") =>
        PostAsync("/sign-in", "/sign-in", ("name", name), ("password", password), ("returnUrl", returnUrl));

    public void Dispose() => client.Dispose();

    private void Keep(string[] set)
    {
        SetCookies.AddRange(set);
        foreach (string cookie in set)
        {
            string[] pair = cookie.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
            {
                cookies.Remove(pair[0]);
            }
            else
            {
                cookies[pair[0]] = pair[1];
            }
        }
    }
}

/// <summary>What the site answered.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public IHtmlDocument Page => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Text);

    public string Location => Headers.GetValueOrDefault("Location", "");

    /// <summary>Refused: sent to the door, told to sign in, or forbidden.</summary>
    public bool IsRefused => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        || (Status == HttpStatusCode.Redirect && Location.StartsWith("/sign-in?", StringComparison.Ordinal));
}
