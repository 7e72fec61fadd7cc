using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Worker.Channels.Sandbox;

namespace Worker.Channels.Tests.Sandbox;

/// <summary>Speaks the gateway contract by hand, so that a test can also speak it wrongly.</summary>
public sealed class RawClient(SandboxGateway sandbox) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = sandbox.BaseUrl, Timeout = TimeSpan.FromSeconds(20) };

    public Func<DateTimeOffset> Now { get; init; } = () => TimeProvider.System.GetUtcNow();

    public static string Body(string number, string token = "ok", string amount = "33730", string currency = "CNY", string description = "P-1") =>
        $$"""{"orderNo":"{{number}}","amount":{{amount}},"currency":"{{currency}}","token":"{{token}}","description":"{{description}}"}""";

    public static string Notice(string number, string token = "ok", string amount = "33730", string until = "2026-12-02") =>
        $$"""{"noticeNo":"{{number}}","token":"{{token}}","amount":{{amount}},"currency":"CNY","debitFrom":"2026-11-25","debitUntil":"{{until}}"}""";

    public async Task<Answer> NoticeAsync(string body, Action<HttpRequestMessage>? change = null)
    {
        using HttpRequestMessage request = Signed(HttpMethod.Post, "/v1/notices", Encoding.UTF8.GetBytes(body));
        request.Headers.Add("Idempotency-Key", NumberIn(body, "noticeNo", "N1"));
        change?.Invoke(request);
        return await SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<Answer> PostAsync(string body, Action<HttpRequestMessage>? change = null, CancellationToken? cancellationToken = null)
    {
        using HttpRequestMessage request = Signed(HttpMethod.Post, "/v1/debits", Encoding.UTF8.GetBytes(body));
        request.Headers.Add("Idempotency-Key", NumberIn(body, "orderNo", "A1"));
        change?.Invoke(request);
        return await SendAsync(request, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    public async Task<Answer> GetAsync(string number, Action<HttpRequestMessage>? change = null)
    {
        using HttpRequestMessage request = Signed(HttpMethod.Get, $"/v1/debits/{number}", content: null);
        change?.Invoke(request);
        return await SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<SandboxLedger> LedgerAsync() =>
        (await client.GetFromJsonAsync<SandboxLedger>("/v1/ledger", TestContext.Current.CancellationToken))!;

    public async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public void Dispose() => client.Dispose();

    private static string NumberIn(string body, string property, string otherwise)
    {
        string key = $"\"{property}\":\"";
        int start = body.IndexOf(key, StringComparison.Ordinal) + key.Length;
        return start < key.Length ? otherwise : body[start..body.IndexOf('"', start)];
    }

    private HttpRequestMessage Signed(HttpMethod method, string path, byte[]? content)
    {
        string timestamp = Now().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(method, path);
        byte[] signed =
        [
            .. Encoding.ASCII.GetBytes(timestamp + "."),
            .. content ?? Encoding.ASCII.GetBytes(new Uri(sandbox.BaseUrl, path).PathAndQuery),
        ];
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(sandbox.Secret), signed)));
        if (content is not null)
        {
            request.Content = new ByteArrayContent(content);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }

    public sealed record Answer(int Status, string? ContentType, string Body)
    {
        public string? this[string name] => JsonDocument.Parse(Body).RootElement.GetProperty(name).GetString();
    }
}
